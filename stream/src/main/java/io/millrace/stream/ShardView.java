package io.millrace.stream;

import org.jspecify.annotations.Nullable;

/// A shard at one moment.
///
/// @param shardId `shardId-` and 12 digits
/// @param parentShardId shard it was split from, or the lower one it was merged from; null if none,
///   kept also when the parent has expired
/// @param adjacentParentShardId the higher shard of a merge; null if it is not a merge's child
/// @param startingHashKey lowest hash key, inclusive, decimal
/// @param endingHashKey highest hash key, inclusive, decimal
/// @param endingSequenceNumber null while the shard is open
public record ShardView(
        String shardId,
        @Nullable String parentShardId,
        @Nullable String adjacentParentShardId,
        String startingHashKey,
        String endingHashKey,
        String startingSequenceNumber,
        @Nullable String endingSequenceNumber) {}
