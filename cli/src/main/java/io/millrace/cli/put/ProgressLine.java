package io.millrace.cli.put;

import java.util.Locale;

/// Words for how far `put` has come.
final class ProgressLine {
    private static final int BAR_WIDTH = 24;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MEGABYTE = 1e6;

    /// What is not known of the input's length.
    static final long UNKNOWN = -1;

    private final long inputBytes;

    /// @param inputBytes length of the whole input, or {@link #UNKNOWN}
    ProgressLine(long inputBytes) {
        this.inputBytes = inputBytes;
    }

    /// The line while it runs, with a bar if the end is known.
    ///
    /// @param readBytes how much of the input was read
    String running(PutTotals totals, long readBytes, long elapsedNanos) {
        String rates =
                String.format(
                        Locale.ROOT,
                        "%,d records  %s",
                        totals.records(),
                        rates(totals, elapsedNanos));
        if (inputBytes <= 0) {
            return rates;
        }
        double part = Math.min(1, (double) readBytes / inputBytes);
        int filled = (int) (part * BAR_WIDTH);
        return String.format(
                Locale.ROOT,
                "[%s%s] %3d%%  %s",
                "#".repeat(filled),
                ".".repeat(BAR_WIDTH - filled),
                (int) (part * 100),
                rates);
    }

    /// The line at the end.
    static String summary(PutTotals totals, long overtaken, long elapsedNanos) {
        StringBuilder line =
                new StringBuilder(
                        String.format(
                                Locale.ROOT,
                                "%,d records, %,d bytes in %.1f s (%s)",
                                totals.records(),
                                totals.bytes(),
                                elapsedNanos / NANOS_PER_SECOND,
                                rates(totals, elapsedNanos)));
        appendIfAny(line, totals.refusals(), "sent again");
        appendIfAny(line, overtaken, "overtaken by a later record of their key");
        appendIfAny(line, totals.tooLong(), "left out as too long");
        return line.toString();
    }

    private static void appendIfAny(StringBuilder line, long count, String what) {
        if (count > 0) {
            line.append(String.format(Locale.ROOT, "; %,d %s", count, what));
        }
    }

    private static String rates(PutTotals totals, long elapsedNanos) {
        double seconds = Math.max(elapsedNanos, 1) / NANOS_PER_SECOND;
        return String.format(
                Locale.ROOT,
                "%,.0f rec/s, %.1f MB/s",
                totals.records() / seconds,
                totals.bytes() / MEGABYTE / seconds);
    }
}
