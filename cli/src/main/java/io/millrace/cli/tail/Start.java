package io.millrace.cli.tail;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where reading starts.
public sealed interface Start {
    /// At the oldest record there is.
    record TrimHorizon() implements Start {}

    /// Behind the newest record there is.
    record Latest() implements Start {}

    /// At the first record that arrived at an instant or later.
    record At(Instant instant) implements Start {}

    /// Reads what a user types: `trim_horizon`, `latest`, a time as in `2026-11-01T12:00:00Z`,
    /// seconds since 1970, or how long ago as in `90s`, `15m`, `2h`, `1d`.
    ///
    /// @throws IllegalArgumentException if it is none of these
    static Start parse(String text, Instant now) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "trim_horizon" -> new TrimHorizon();
            case "latest" -> new Latest();
            default -> new At(instant(text, now));
        };
    }

    private static Instant instant(String text, Instant now) {
        Matcher ago = Pattern.compile("([0-9]{1,9})([smhd])").matcher(text);
        if (ago.matches()) {
            long count = Long.parseLong(ago.group(1));
            return now.minus(
                    switch (ago.group(2)) {
                        case "s" -> Duration.ofSeconds(count);
                        case "m" -> Duration.ofMinutes(count);
                        case "h" -> Duration.ofHours(count);
                        default -> Duration.ofDays(count);
                    });
        }
        try {
            if (text.matches("[0-9]{1,12}([.][0-9]{1,9})?")) {
                return Instant.ofEpochMilli(new BigDecimal(text).movePointRight(3).longValue());
            }
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "expected trim_horizon, latest, a time such as 2026-11-01T12:00:00Z or"
                            + " 1793534400.5, or how long ago such as 15m",
                    e);
        }
    }
}
