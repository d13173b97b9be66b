package io.millrace.log.local.segment;

/// What one segment holds of one shard.
///
/// @param shard number of the shard
/// @param blocks number of blocks
/// @param firstPosition position of the first entry
/// @param endPosition one more than the position of the last entry
/// @param firstTimeMillis time of the first entry, the oldest
/// @param lastTimeMillis time of the last entry, the youngest
/// @param entries number of entries; fewer than the positions if there are gaps
public record ShardExtent(
        int shard,
        int blocks,
        long firstPosition,
        long endPosition,
        long firstTimeMillis,
        long lastTimeMillis,
        long entries) {}
