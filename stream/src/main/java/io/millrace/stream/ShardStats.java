package io.millrace.stream;

/// Counters of one shard since the server started.
///
/// @param recordsIn records stored
/// @param bytesIn bytes of data and partition keys stored
/// @param recordsOut records handed to readers
/// @param bytesOut bytes of data and partition keys handed to readers
/// @param throttled records refused for the write limits, or that would have been if they were
///   enforced
/// @param failed records that were not stored for a fault of the server
/// @param reads pages read
/// @param readsThrottled calls of readers refused for the read limits, or that would have been
public record ShardStats(
        StreamKey stream,
        String shardId,
        long recordsIn,
        long bytesIn,
        long recordsOut,
        long bytesOut,
        long throttled,
        long failed,
        long reads,
        long readsThrottled) {}
