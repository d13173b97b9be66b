package io.millrace.stream;

import java.util.Set;

/// What became of the records of one put in one shard.
///
/// @param monitoring metrics that are on
/// @param stored records stored
/// @param bytes their data and partition keys
/// @param throttled records beyond the rates of the shard
public record ShardPutTally(
        String shardId, Set<ShardMetric> monitoring, int stored, long bytes, int throttled) {}
