package io.millrace.cli.copy;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Counts what was copied, and says how far it is. Thread-safe.
final class CopyTotals {
    private static final int BAR_WIDTH = 24;

    private final LongAdder records = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final Map<String, Long> behindMillis = new ConcurrentHashMap<>();
    private long mostBehindMillis = 1;

    void count(int size) {
        records.increment();
        bytes.add(size);
    }

    void behind(String shard, long millis) {
        behindMillis.put(shard, millis);
    }

    /// A bar of the time that is left to catch up with, and counts.
    synchronized String line() {
        long behind = behindMillis.values().stream().mapToLong(Long::longValue).max().orElse(0);
        mostBehindMillis = Math.max(mostBehindMillis, behind);
        int filled = (int) (BAR_WIDTH * (mostBehindMillis - behind) / mostBehindMillis);
        return String.format(
                Locale.ROOT,
                "[%s%s] %s, %,d s behind",
                "#".repeat(filled),
                ".".repeat(BAR_WIDTH - filled),
                summary(),
                behind / 1000);
    }

    String summary() {
        return String.format(
                Locale.ROOT, "%,d records, %,d bytes copied", records.sum(), bytes.sum());
    }
}
