package io.millrace.stream;

/// Counters of one shard since the server started.
///
/// @param recordsIn records stored
/// @param bytesIn bytes of data and partition keys stored
/// @param recordsOut records handed to readers
/// @param bytesOut bytes of data and partition keys handed to readers
/// @param throttled records beyond the rates for puts: refused, or let pass where limits are off
/// @param failed records that were not stored for a fault of the server
/// @param readsThrottled calls of readers beyond the rates for reads, refused or not
public record ShardStats(
        StreamKey stream,
        String shardId,
        long recordsIn,
        long bytesIn,
        long recordsOut,
        long bytesOut,
        long throttled,
        long failed,
        long readsThrottled) {}
