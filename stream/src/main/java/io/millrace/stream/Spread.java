package io.millrace.stream;

import java.util.concurrent.atomic.AtomicLong;

/// Deals records out to the open shards in turn, and within a shard evenly over its hash keys, so
/// that they stay spread when the shard is split meanwhile. Safe for many threads.
final class Spread {
    /// 2^64 divided by the golden ratio: its multiples fall evenly into the 64-bit numbers.
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private final AtomicLong turns = new AtomicLong();

    /// Sets hash keys, by halves.
    void deal(OpenShards open, long[] high, long[] low) {
        int shards = open.inOrder().size();
        long first = turns.getAndAdd(high.length);
        for (int i = 0; i < high.length; i++) {
            long turn = (first + i) & Long.MAX_VALUE;
            ShardRow shard = open.inOrder().get((int) (turn % shards));
            HashKey start = shard.start();
            long width = shard.end().high() - start.high() - borrow(shard);
            high[i] = start.high() + Math.unsignedMultiplyHigh(width, turn / shards * GOLDEN);
            low[i] = start.low();
        }
    }

    /// What the lower halves take from the difference of the upper ones.
    private static int borrow(ShardRow shard) {
        return Long.compareUnsigned(shard.end().low(), shard.start().low()) < 0 ? 1 : 0;
    }
}
