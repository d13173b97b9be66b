package io.millrace.stream;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A stream in the replicated state. Immutable: a change makes a new row, which is published whole.
///
/// @param number names the stream's logs; never used again, so a stream created anew under the same
///   name has others
/// @param dueMillis when CREATING or DELETING is to end
/// @param trimFloorMillis records older than this stay gone whatever the retention becomes
/// @param nextShard number of the next new shard
/// @param reshard null if none is under way
/// @param countUpdates instants of recent UpdateShardCount calls, for their limit by day
record StreamRow(
        long number,
        StreamKey key,
        StreamMode mode,
        StreamStatus status,
        long createdMillis,
        long dueMillis,
        int retentionHours,
        long trimFloorMillis,
        int maxRecordKib,
        int nextShard,
        @Nullable Reshard reshard,
        List<Long> countUpdates,
        ShardTable shards) {
    private static final long HOUR_MILLIS = 3_600_000;

    StreamRow {
        countUpdates = List.copyOf(countUpdates);
    }

    /// Records that are older are not to be seen any more.
    long horizonMillis(long nowMillis) {
        return Math.max(trimFloorMillis, nowMillis - retentionHours * HOUR_MILLIS);
    }

    /// Whether time or a driver will change it.
    boolean isUnsettled() {
        return status != StreamStatus.ACTIVE;
    }

    /// Whether data calls find it.
    boolean isReadable() {
        return status != StreamStatus.CREATING;
    }

    /// Shard-level metrics that are on: no stream has any yet.
    Set<ShardMetric> monitoring() {
        return Set.of();
    }

    StreamView view() {
        return new StreamView(
                key,
                status,
                mode,
                createdMillis,
                retentionHours,
                maxRecordKib,
                status == StreamStatus.CREATING ? 0 : shards.openCount());
    }

    long hash() {
        return RowCodec.mix(RowCodec.hash(this) + shards.hashSum());
    }

    StreamRow in(StreamStatus next, long itsDueMillis) {
        return new StreamRow(
                number,
                key,
                mode,
                next,
                createdMillis,
                itsDueMillis,
                retentionHours,
                trimFloorMillis,
                maxRecordKib,
                nextShard,
                next == StreamStatus.DELETING ? null : reshard,
                countUpdates,
                shards);
    }

    StreamRow with(@Nullable Reshard itsReshard, int itsNextShard, List<Long> itsCountUpdates) {
        return new StreamRow(
                number,
                key,
                mode,
                itsReshard == null ? StreamStatus.ACTIVE : StreamStatus.UPDATING,
                createdMillis,
                dueMillis,
                retentionHours,
                trimFloorMillis,
                maxRecordKib,
                itsNextShard,
                itsReshard,
                itsCountUpdates,
                shards);
    }

    /// With a reshard, or without one: UPDATING or ACTIVE.
    StreamRow with(@Nullable Reshard itsReshard) {
        return with(itsReshard, nextShard, countUpdates);
    }

    StreamRow with(ShardTable itsShards) {
        return new StreamRow(
                number,
                key,
                mode,
                status,
                createdMillis,
                dueMillis,
                retentionHours,
                trimFloorMillis,
                maxRecordKib,
                nextShard,
                reshard,
                countUpdates,
                itsShards);
    }

    StreamRow retaining(int hours, long itsTrimFloorMillis) {
        return new StreamRow(
                number,
                key,
                mode,
                status,
                createdMillis,
                dueMillis,
                hours,
                itsTrimFloorMillis,
                maxRecordKib,
                nextShard,
                reshard,
                countUpdates,
                shards);
    }
}
