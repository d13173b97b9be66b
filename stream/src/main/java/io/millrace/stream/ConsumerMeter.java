package io.millrace.stream;

/// What AWS allows one consumer of one shard: a call of SubscribeToShard and 2 MiB of events a
/// second, one second's worth at once. Safe for many threads.
///
/// A call beyond it is refused, an event is not: it comes later, in the pace of the rate. How large
/// an event is shows only once it is read, so it is paid for afterwards; the next one waits until
/// the debt is gone.
final class ConsumerMeter {
    private static final double CALLS_PER_SECOND = 1;
    private static final double BYTES_PER_SECOND = 2 << 20;

    private final boolean enforced;
    private final TokenBucket calls;
    private final TokenBucket bytes;

    /// Room for which an event is made: with less, there would be many small ones.
    private final double leastRoom;

    ConsumerMeter(Limits limits, long nowNanos) {
        double callRate = CALLS_PER_SECOND * limits.factor();
        double byteRate = BYTES_PER_SECOND * limits.factor();
        enforced = limits.enforced();
        calls = new TokenBucket(callRate, Math.max(1, callRate), nowNanos);
        bytes = new TokenBucket(byteRate, byteRate, nowNanos);
        leastRoom = Math.min(EventBudget.SMALL_PAGE_BYTES, byteRate);
    }

    /// Whether a call is within the rate. One that is not takes nothing.
    synchronized boolean admits(long nowNanos) {
        boolean within = calls.holds(1, nowNanos);
        if (within) {
            calls.take(1);
        }
        return within;
    }

    /// Bytes of data and partition keys that the next event may hold; 0 if it has to wait.
    synchronized int room(long nowNanos) {
        if (!enforced) {
            return Integer.MAX_VALUE;
        }
        double level = bytes.level(nowNanos);
        return level < leastRoom ? 0 : (int) Math.clamp(level, 1, Integer.MAX_VALUE);
    }

    /// Time until there is room, if there is none.
    synchronized long nanosToRoom(long nowNanos) {
        return bytes.nanosUntil(leastRoom, nowNanos);
    }

    /// Pays for an event.
    ///
    /// @param size bytes of data and partition keys
    /// @return whether it was sent although AWS would not have sent it yet
    synchronized boolean charge(long size, long nowNanos) {
        if (enforced) {
            bytes.owe((double) size, nowNanos);
            return false;
        }
        boolean within = bytes.holds((double) size, nowNanos);
        if (within) {
            bytes.take((double) size);
        }
        return !within;
    }
}
