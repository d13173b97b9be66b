package io.millrace.stream;

import java.util.Set;

/// What one event of a subscription carried.
///
/// @param consumer name of the consumer
/// @param monitoring shard-level metrics that are on
/// @param bytes data and partition keys
/// @param millisBehind distance to the tip of the shard, as the event says it
public record EventTally(
        StreamKey stream,
        String consumer,
        String shardId,
        Set<ShardMetric> monitoring,
        int records,
        long bytes,
        long millisBehind) {}
