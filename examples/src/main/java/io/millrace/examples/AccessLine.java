package io.millrace.examples;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is counted of a line of an access log in Apache's common or combined format.
///
/// Every line is counted somewhere: one that cannot be read has the minute `unreadable`.
///
/// @param minute UTC, as `2026-11-25T16:29`
/// @param section first part of the path, as `/cart` of `/cart/items?id=7`, 100 characters at most
/// @param failed whether the status is 500 or more
record AccessLine(String minute, String section, boolean failed) {
    static final AccessLine UNREADABLE = new AccessLine("unreadable", "-", false);

    /// A section is cut at 100 characters: it is part of a key, which DynamoDB bounds in bytes.
    private static final Pattern LINE =
            Pattern.compile(
                    "\\S+ \\S+ \\S+ \\[([^\\]]+)\\] \"\\S+ (/[^/?\" ]{0,99})[^\"]*\" (\\d{3}) .*",
                    Pattern.DOTALL);

    private static final DateTimeFormatter LOGGED =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH);
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm", Locale.ROOT);
    private static final int SERVER_ERROR = 500;

    static AccessLine of(ByteBuffer data) {
        return of(StandardCharsets.UTF_8.decode(data.duplicate()).toString());
    }

    static AccessLine of(String line) {
        Matcher found = LINE.matcher(line);
        if (!found.matches()) {
            return UNREADABLE;
        }
        try {
            OffsetDateTime at = OffsetDateTime.parse(found.group(1), LOGGED);
            return new AccessLine(
                    MINUTE.format(at.withOffsetSameInstant(ZoneOffset.UTC)),
                    found.group(2),
                    Integer.parseInt(found.group(3)) >= SERVER_ERROR);
        } catch (DateTimeException _) {
            return UNREADABLE;
        }
    }
}
