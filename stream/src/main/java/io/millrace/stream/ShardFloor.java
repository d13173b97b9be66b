package io.millrace.stream;

import org.jspecify.annotations.Nullable;

/// The fewest shards a stream on demand has: as many as its warm throughput takes while its account
/// is committed to one, and never less than it begins with.
final class ShardFloor {
    /// What a stream on demand begins with, and never falls below.
    static final int MIN_SHARDS = 4;

    /// What they take at AWS's rates, in MiB/s.
    private static final int MIN_MIBPS = 4;

    /// What AWS's largest warm throughput takes at AWS's rates. Lower rates ask for no more.
    private static final int MAX_SHARDS = 10_240;

    private final Catalogue catalogue;
    private final double shardMibps;

    /// @param shardMibps what a shard takes: 1 on AWS
    ShardFloor(Catalogue catalogue, double shardMibps) {
        this.catalogue = catalogue;
        this.shardMibps = shardMibps;
    }

    /// The fewest shards of a stream on demand now.
    int of(StreamRow row, long nowMillis) {
        StreamKey key = row.key();
        return catalogue.isCommitted(key.account(), key.region(), nowMillis)
                ? shards(row.settings().warmMibps())
                : MIN_SHARDS;
    }

    /// Shards that a warm throughput takes.
    ///
    /// @param mibps null if none was asked for
    int shards(@Nullable Integer mibps) {
        if (mibps == null) {
            return MIN_SHARDS;
        }
        return (int) Math.clamp(Math.ceil(mibps / shardMibps), MIN_SHARDS, MAX_SHARDS);
    }

    /// What was asked for, or what a stream on demand begins with, and how much of it the open
    /// shards take.
    WarmThroughput warmThroughput(StreamRow row) {
        Integer asked = row.settings().warmMibps();
        int target = asked == null ? MIN_MIBPS : asked;
        double taken = row.shards().openCount() * shardMibps;
        return new WarmThroughput(target, (int) Math.min(target, taken));
    }
}
