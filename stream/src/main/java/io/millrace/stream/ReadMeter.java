package io.millrace.stream;

import java.util.concurrent.atomic.LongAdder;

/// Says which reads of one shard the limits let pass, and counts those they do not.
///
/// AWS allows five GetRecords calls and 2 MiB a second for all readers of a shard together, one
/// second's worth at once, and five GetShardIterator calls. How large a page is shows only once it
/// is read, so it is paid for afterwards: the next one waits until the debt is gone. A page that is
/// larger than a second's worth takes nothing from what was saved: 10 MiB keep the shard closed to
/// readers for five seconds.
final class ReadMeter {
    private static final double CALLS_PER_SECOND = 5;
    private static final double BYTES_PER_SECOND = 2 << 20;

    private final boolean enforced;
    private final TokenBucket calls;
    private final TokenBucket iterators;
    private final TokenBucket bytes;
    private final LongAdder throttled = new LongAdder();

    ReadMeter(Limits limits, long nowNanos) {
        double factor = limits.factor();
        double callRate = CALLS_PER_SECOND * factor;
        double byteRate = BYTES_PER_SECOND * factor;
        enforced = limits.enforced();
        calls = new TokenBucket(callRate, Math.max(1, callRate), nowNanos);
        iterators = new TokenBucket(callRate, Math.max(1, callRate), nowNanos);
        bytes = new TokenBucket(byteRate, byteRate, nowNanos);
    }

    /// Whether a page may be read now; counts the call if it is beyond the limits.
    synchronized boolean admitsPage(long nowNanos) {
        if (bytes.holds(0, nowNanos) && calls.holds(1, nowNanos)) {
            calls.take(1);
            return true;
        }
        throttled.increment();
        return !enforced;
    }

    /// Whether an iterator may be made now; counts the call if it is beyond the limits.
    synchronized boolean admitsIterator(long nowNanos) {
        if (iterators.holds(1, nowNanos)) {
            iterators.take(1);
            return true;
        }
        throttled.increment();
        return !enforced;
    }

    /// Pays for a page that was read.
    ///
    /// @param size bytes of data and partition keys
    synchronized void charge(long size, long nowNanos) {
        bytes.owe((double) size, nowNanos);
    }

    /// Calls that were beyond the limits.
    long throttled() {
        return throttled.sum();
    }
}
