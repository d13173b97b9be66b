package io.millrace.stream;

import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Counts what one shard does, and says which records the limits let pass.
///
/// AWS allows 1,000 records and 1 MiB of data and partition keys a second, one second's worth at
/// once. A record above 1 MiB would never pass; it draws on a bucket of its own, which holds 10 MiB
/// and fills at 1 MiB a second, so that it does not starve the others.
final class ShardMeter {
    private static final double RECORDS_PER_SECOND = 1000;
    private static final double BYTES_PER_SECOND = 1 << 20;
    private static final int LARGE_BYTES = 1 << 20;

    /// Room for the largest record with its partition key.
    private static final double BURST_BYTES = (10 << 20) + 1024;

    private final boolean enforced;
    private final TokenBucket records;
    private final TokenBucket bytes;
    private final TokenBucket burst;
    private final LongAdder recordsIn = new LongAdder();
    private final LongAdder bytesIn = new LongAdder();
    private final LongAdder recordsOut = new LongAdder();
    private final LongAdder bytesOut = new LongAdder();
    private final LongAdder throttled = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final ReadMeter reads;
    private volatile @Nullable ShardLoad load;

    ShardMeter(Limits limits, long nowNanos) {
        double factor = limits.factor();
        double byteRate = BYTES_PER_SECOND * factor;
        enforced = limits.enforced();
        records =
                new TokenBucket(
                        RECORDS_PER_SECOND * factor,
                        Math.max(1, RECORDS_PER_SECOND * factor),
                        nowNanos);
        bytes = new TokenBucket(byteRate, Math.max(LARGE_BYTES, byteRate), nowNanos);
        burst = new TokenBucket(byteRate, Math.max(BURST_BYTES, byteRate), nowNanos);
        reads = new ReadMeter(limits, nowNanos);
    }

    /// Begins to weigh what is offered, or goes on with it.
    synchronized ShardLoad watch(ShardRow shard) {
        ShardLoad known = load;
        if (known == null) {
            known = new ShardLoad(shard);
            load = known;
        }
        return known;
    }

    /// Takes note of a record that is offered, if somebody watches.
    ///
    /// @param high upper half of its hash key
    /// @param size bytes of data and partition key
    void offered(long high, int size) {
        ShardLoad watched = load;
        if (watched != null) {
            watched.offer(high, size);
        }
    }

    /// The limits on reads.
    ReadMeter reads() {
        return reads;
    }

    /// Judges a record; counts it if it is beyond the limits.
    ///
    /// @param size bytes of data and partition key
    synchronized Admission admit(int size, long nowNanos) {
        TokenBucket bucket = size > LARGE_BYTES ? burst : bytes;
        if (records.holds(1, nowNanos) && bucket.holds(size, nowNanos)) {
            records.take(1);
            bucket.take(size);
            return Admission.WITHIN;
        }
        throttled.increment();
        return enforced ? Admission.REFUSED : Admission.BEYOND;
    }

    void stored(int count, long size) {
        recordsIn.add(count);
        bytesIn.add(size);
    }

    void failed(int count) {
        failed.add(count);
    }

    void read(int count, long size, long nowNanos) {
        recordsOut.add(count);
        bytesOut.add(size);
        reads.charge(size, nowNanos);
    }

    ShardStats stats(StreamKey stream, String shardId) {
        return new ShardStats(
                stream,
                shardId,
                recordsIn.sum(),
                bytesIn.sum(),
                recordsOut.sum(),
                bytesOut.sum(),
                throttled.sum(),
                failed.sum(),
                reads.throttled());
    }
}
