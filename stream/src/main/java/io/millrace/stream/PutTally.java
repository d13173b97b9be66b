package io.millrace.stream;

import java.util.List;

/// What became of one put.
///
/// @param single whether it was PutRecord, not PutRecords
/// @param records records of the call
/// @param stored of these, the ones that are durable
/// @param bytes data and partition keys of the stored ones
/// @param throttled records beyond the rates of their shards: refused, or let pass where limits are
///   off
/// @param failed records not stored for a fault of the server
/// @param nanos from the call to its end
/// @param shards by shard, for the shard-level metrics that the stream has on; else empty
public record PutTally(
        StreamKey stream,
        boolean single,
        int records,
        int stored,
        long bytes,
        int throttled,
        int failed,
        long nanos,
        List<ShardPutTally> shards) {
    public PutTally {
        shards = List.copyOf(shards);
    }
}
