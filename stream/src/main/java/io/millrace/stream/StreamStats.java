package io.millrace.stream;

import java.util.List;

/// Counters of the engine since the server started, by shard; shards that were not used have no
/// row, nor have those of streams that are gone, so the size is bounded by the catalogue's.
///
/// @param streams streams that exist, of all accounts and regions
/// @param openShards shards that take records
/// @param appliedCommands commands applied since the start, replayed ones included
/// @param throttledCalls control calls beyond AWS's rates, refused or not
/// @param throttledSubscribes calls of SubscribeToShard beyond AWS's rate, refused or not
/// @param delayedEvents events for subscribers beyond AWS's rate, delayed or not
public record StreamStats(
        int streams,
        int openShards,
        long appliedCommands,
        long throttledCalls,
        long throttledSubscribes,
        long delayedEvents,
        List<ShardStats> shards) {
    public StreamStats {
        shards = List.copyOf(shards);
    }
}
