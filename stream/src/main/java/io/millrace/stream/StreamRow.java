package io.millrace.stream;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A stream in the replicated state. Immutable: a change makes a new row, which is published whole.
///
/// @param number names the stream's logs; never used again, so a stream created anew under the same
///   name has others
/// @param dueMillis when CREATING, DELETING, or UPDATING without a reshard is to end
/// @param nextShard number of the next new shard
/// @param reshard null if none is under way
record StreamRow(
        long number,
        StreamKey key,
        StreamStatus status,
        long createdMillis,
        long dueMillis,
        StreamSettings settings,
        int nextShard,
        @Nullable Reshard reshard,
        History history,
        ConsumerTable consumers,
        ShardTable shards) {
    private static final long HOUR_MILLIS = 3_600_000;

    StreamMode mode() {
        return settings.mode();
    }

    /// Whether a client means this incarnation; some clients know whole seconds only.
    boolean isCreation(long millis) {
        return millis == createdMillis
                || (millis % 1000 == 0 && millis / 1000 == createdMillis / 1000);
    }

    /// Records that are older are not to be seen any more.
    long horizonMillis(long nowMillis) {
        return Math.max(
                settings.trimFloorMillis(), nowMillis - settings.retentionHours() * HOUR_MILLIS);
    }

    /// Whether time or a driver will change it.
    boolean isUnsettled() {
        return status != StreamStatus.ACTIVE || consumers.isUnsettled();
    }

    /// Whether a change of settings or CREATING is under way, which ends with time alone.
    boolean isPassing() {
        return switch (status) {
            case CREATING -> true;
            case UPDATING -> reshard == null;
            case ACTIVE, DELETING -> false;
        };
    }

    private boolean isPast(long nowMillis) {
        return isPassing() && dueMillis <= nowMillis;
    }

    /// Whether a state is due, its own but DELETING or one of a consumer.
    boolean canSettle(long nowMillis) {
        return isPast(nowMillis) || consumers.nextDueMillis() <= nowMillis;
    }

    /// With those states ended.
    StreamRow settled(long nowMillis) {
        StreamRow row = with(consumers.settled(nowMillis));
        return isPast(nowMillis) ? row.in(StreamStatus.ACTIVE, dueMillis) : row;
    }

    /// When time alone will change it next; {@link Long#MAX_VALUE} if it will not.
    long nextDueMillis() {
        boolean waits = isPassing() || status == StreamStatus.DELETING;
        return Math.min(waits ? dueMillis : Long.MAX_VALUE, consumers.nextDueMillis());
    }

    /// Whether data calls find it.
    boolean isReadable() {
        return status != StreamStatus.CREATING;
    }

    /// Shard-level metrics that are on.
    Set<ShardMetric> monitoring() {
        return settings.monitoring();
    }

    /// As the API shows it.
    ///
    /// @param warm null if it is not to be shown
    StreamView view(@Nullable WarmThroughput warm) {
        return new StreamView(
                key,
                status,
                settings.mode(),
                createdMillis,
                settings.retentionHours(),
                settings.maxRecordKib(),
                status == StreamStatus.CREATING ? 0 : shards.openCount(),
                settings.monitoring(),
                settings.keyId(),
                settings.distribution(),
                warm,
                consumers.count());
    }

    long hash() {
        return RowCodec.mix(RowCodec.hash(this) + shards.hashSum() + 31 * consumers.hashSum());
    }

    /// DELETING, and its consumers with it; its tags are gone at once.
    StreamRow deleting(long itsDueMillis) {
        return in(StreamStatus.DELETING, itsDueMillis)
                .with(consumers.ending(itsDueMillis))
                .with(settings.with(Tags.NONE));
    }

    StreamRow in(StreamStatus next, long itsDueMillis) {
        return new StreamRow(
                number,
                key,
                next,
                createdMillis,
                itsDueMillis,
                settings,
                nextShard,
                next == StreamStatus.DELETING ? null : reshard,
                history,
                consumers,
                shards);
    }

    /// With a reshard, or without one: UPDATING or ACTIVE.
    StreamRow with(@Nullable Reshard itsReshard) {
        return with(itsReshard, nextShard, history);
    }

    StreamRow with(@Nullable Reshard itsReshard, int itsNextShard, History itsHistory) {
        return new StreamRow(
                number,
                key,
                itsReshard == null ? StreamStatus.ACTIVE : StreamStatus.UPDATING,
                createdMillis,
                dueMillis,
                settings,
                itsNextShard,
                itsReshard,
                itsHistory,
                consumers,
                shards);
    }

    StreamRow with(ShardTable itsShards) {
        return new StreamRow(
                number,
                key,
                status,
                createdMillis,
                dueMillis,
                settings,
                nextShard,
                reshard,
                history,
                consumers,
                itsShards);
    }

    StreamRow with(StreamSettings itsSettings) {
        return new StreamRow(
                number,
                key,
                status,
                createdMillis,
                dueMillis,
                itsSettings,
                nextShard,
                reshard,
                history,
                consumers,
                shards);
    }

    StreamRow with(ConsumerTable itsConsumers) {
        return new StreamRow(
                number,
                key,
                status,
                createdMillis,
                dueMillis,
                settings,
                nextShard,
                reshard,
                history,
                itsConsumers,
                shards);
    }

    StreamRow with(History itsHistory) {
        return new StreamRow(
                number,
                key,
                status,
                createdMillis,
                dueMillis,
                settings,
                nextShard,
                reshard,
                itsHistory,
                consumers,
                shards);
    }
}
