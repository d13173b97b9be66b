package io.millrace.stream;

import org.jspecify.annotations.Nullable;

/// Which shards ListShards is to name.
///
/// @param shardId for {@link Type#AFTER_SHARD_ID}; null if not given
/// @param timestampMillis for the two timestamp types, in milliseconds since 1970; null if not
///   given
public record ShardFilter(Type type, @Nullable String shardId, @Nullable Long timestampMillis) {
    /// Types of filters, named as the API names them.
    public enum Type {
        /// Shards with a greater number.
        AFTER_SHARD_ID,
        /// Shards that were open at the trim horizon.
        AT_TRIM_HORIZON,
        /// All shards that are kept.
        FROM_TRIM_HORIZON,
        /// Shards that are open.
        AT_LATEST,
        /// Shards that were open at an instant.
        AT_TIMESTAMP,
        /// Shards that were open at an instant or later.
        FROM_TIMESTAMP
    }
}
