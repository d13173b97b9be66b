package io.millrace.stream;

import java.util.Set;

/// What one GetRecords returned.
///
/// @param monitoring shard-level metrics that are on
/// @param bytes data and partition keys
/// @param ageMillis how long ago the last record returned was stored; 0 if none was
/// @param throttled whether it was refused for its rate; then there are no records
/// @param nanos from the call to its end
public record ReadTally(
        StreamKey stream,
        String shardId,
        Set<ShardMetric> monitoring,
        int records,
        long bytes,
        long ageMillis,
        boolean throttled,
        long nanos) {}
