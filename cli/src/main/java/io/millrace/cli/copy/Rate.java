package io.millrace.cli.copy;

import java.util.concurrent.TimeUnit;

/// Holds all shards together to a number of records a second. Thread-safe.
final class Rate {
    private final long nanosPerRecord;
    private long nextNanos = System.nanoTime();

    /// @param perSecond 0: no limit
    Rate(int perSecond) {
        nanosPerRecord = perSecond == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) / perSecond;
    }

    /// Returns when the next record may be sent.
    void await() throws InterruptedException {
        long wait = nanosPerRecord == 0 ? 0 : reserve();
        if (wait > 0) {
            TimeUnit.NANOSECONDS.sleep(wait);
        }
    }

    private synchronized long reserve() {
        long now = System.nanoTime();
        long turn = nextNanos - now > 0 ? nextNanos : now;
        nextNanos = turn + nanosPerRecord;
        return turn - now;
    }
}
