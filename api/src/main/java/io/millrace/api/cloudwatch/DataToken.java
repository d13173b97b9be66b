package io.millrace.api.cloudwatch;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where a page of GetMetricData ended: the next one goes on behind a point of a query. It names
/// the point by its time, since new points come in front of those already seen.
///
/// @param query index of the query to go on with
/// @param lastMillis begin of the last point returned of it; null if none was
record DataToken(int query, @Nullable Long lastMillis) {
    static final DataToken START = new DataToken(0, null);

    private static final Pattern FORM = Pattern.compile("(\\d{1,3}):(\\d{1,15})?");

    String write() {
        String plain = query + ":" + (lastMillis == null ? "" : lastMillis);
        return Base64.getUrlEncoder().encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
    }

    static DataToken read(String token) {
        try {
            byte[] plain = Base64.getUrlDecoder().decode(token);
            Matcher parts = FORM.matcher(new String(plain, StandardCharsets.ISO_8859_1));
            if (parts.matches()) {
                String last = parts.group(2);
                return new DataToken(
                        Integer.parseInt(parts.group(1)), last == null ? null : Long.valueOf(last));
            }
        } catch (IllegalArgumentException notBase64) {
            // Said below.
        }
        throw Refusal.invalidNextToken();
    }

    /// Whether a point of the query it names was returned before.
    boolean isPast(long startMillis, boolean ascending) {
        Long last = lastMillis;
        return last != null && (ascending ? startMillis <= last : startMillis >= last);
    }
}
