package io.millrace.examples;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// An access log of a made-up shop, and what counting it must come to.
///
/// Written down line by line as it is made, so it does not depend on how the application reads
/// lines.
final class AccessLog {
    private static final List<String> SECTIONS =
            List.of("/", "/cart", "/checkout", "/images", "/search", "/static", "/user");
    private static final DateTimeFormatter LOGGED =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);
    private static final long START = 1_795_600_800; // a full minute

    private final RandomGenerator random;
    private final int perMinute;
    private final List<String> lines = new ArrayList<>();
    private final Map<String, long[]> counts = new TreeMap<>();

    AccessLog(RandomGenerator random, int perMinute) {
        this.random = random;
        this.perMinute = perMinute;
    }

    /// Adds lines.
    ///
    /// @return those added
    List<String> add(int count) {
        int from = lines.size();
        for (int i = 0; i < count; i++) {
            addLine();
        }
        return List.copyOf(lines.subList(from, lines.size()));
    }

    /// Every line, in order; no two are the same.
    List<String> lines() {
        return List.copyOf(lines);
    }

    /// Hits and errors of each minute and section, as `2026-11-25T16:29 /cart 17 1`, sorted.
    List<String> counts() {
        return counts.entrySet().stream()
                .map(e -> e.getKey() + " " + e.getValue()[0] + " " + e.getValue()[1])
                .toList();
    }

    private void addLine() {
        Instant at = Instant.ofEpochSecond(START + lines.size() * 60L / perMinute);
        String section = SECTIONS.get(random.nextInt(SECTIONS.size()));
        boolean failed = random.nextInt(20) == 0;
        String path = section.equals("/") ? "/?n=" : section + "/item?n=";
        lines.add(
                "10.0.%d.%d - - [%s] \"GET %s%d HTTP/1.1\" %d %d \"-\" \"Mozilla/5.0\""
                        .formatted(
                                random.nextInt(4),
                                random.nextInt(250),
                                LOGGED.format(at),
                                path,
                                lines.size(),
                                failed ? 503 : 200,
                                random.nextInt(50_000)));
        long[] row =
                counts.computeIfAbsent(
                        at.toString().substring(0, "2026-11-25T16:29".length()) + " " + section,
                        key -> new long[2]);
        row[0]++;
        row[1] += failed ? 1 : 0;
    }
}
