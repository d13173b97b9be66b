package io.millrace.stream;

import org.jspecify.annotations.Nullable;

/// What the first call of ListShards asks for.
///
/// @param exclusiveStartShardId names shards with greater numbers only; null if not given
/// @param maxResults page size, 1 to 10000; more than 1000 counts as 1000
/// @param streamCreationMillis picks one incarnation of a name; null if not given
/// @param filter null if not given
public record ShardQuery(
        StreamKey stream,
        @Nullable String exclusiveStartShardId,
        int maxResults,
        @Nullable Long streamCreationMillis,
        @Nullable ShardFilter filter) {}
