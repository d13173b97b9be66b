package io.millrace.stream;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A shard filter brought down to an instant, so that all pages of a listing agree.
///
/// @param millis the instant; of no meaning for {@link Kind#ALL}
record ShardSelect(Kind kind, long millis) {
    /// Ways to select.
    enum Kind {
        /// Every shard.
        ALL,
        /// Shards open at the instant: they tile the key space.
        AT,
        /// Shards open at the instant or later.
        FROM
    }

    static final ShardSelect ALL = new ShardSelect(Kind.ALL, 0);

    /// Reads a filter.
    ///
    /// @throws StreamException if the filter lacks a member
    static ShardSelect of(@Nullable ShardFilter filter, StreamRow row, long nowMillis) {
        if (filter == null) {
            return ALL;
        }
        // Before the stream there was nothing: its first shards count as open at all times before.
        long horizon = Math.max(row.horizonMillis(nowMillis), row.createdMillis());
        return switch (filter.type()) {
            case AFTER_SHARD_ID -> {
                require(filter.shardId(), filter);
                yield ALL;
            }
            case AT_TRIM_HORIZON -> new ShardSelect(Kind.AT, horizon);
            case FROM_TRIM_HORIZON -> new ShardSelect(Kind.FROM, horizon);
            // Not the clock's instant: this one tells the shards open now from all later ones.
            case AT_LATEST -> new ShardSelect(Kind.AT, row.shards().lastOpenMillis());
            case AT_TIMESTAMP ->
                    new ShardSelect(
                            Kind.AT, Math.max(horizon, require(filter.timestampMillis(), filter)));
            case FROM_TIMESTAMP ->
                    new ShardSelect(
                            Kind.FROM,
                            Math.max(horizon, require(filter.timestampMillis(), filter)));
        };
    }

    private static <T> T require(@Nullable T member, ShardFilter filter) {
        if (member == null) {
            boolean id = filter.type() == ShardFilter.Type.AFTER_SHARD_ID;
            throw new StreamException(
                    StreamError.INVALID_ARGUMENT,
                    (id ? "ShardId" : "Timestamp")
                            + " must be specified for a ShardFilter of type "
                            + filter.type()
                            + ".");
        }
        return Objects.requireNonNull(member);
    }

    boolean includes(ShardRow shard) {
        return switch (kind) {
            case ALL -> true;
            case AT -> shard.isOpenAt(millis);
            case FROM -> shard.isOpenFrom(millis);
        };
    }
}
