package io.millrace.stream;

/// Answer of UpdateShardCount.
///
/// @param currentShardCount open shards before the call
/// @param targetShardCount open shards asked for
public record ShardCountChange(int currentShardCount, int targetShardCount) {}
