package io.millrace.stream;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One split or merge within a {@link Reshard}. It leaves the list when it commits.
///
/// @param parent the shard to split, or the lower one to merge
/// @param adjacent the higher one to merge; {@link ShardRow#NONE} for a split
/// @param splitAt where the higher child of a split starts; null for a merge
/// @param firstChild number of the child, or of the lower one
/// @param parentSeal end of the parent's log; null until it is sealed
/// @param adjacentSeal end of the adjacent one's log; null until it is sealed
record ReshardStep(
        int parent,
        int adjacent,
        @Nullable HashKey splitAt,
        int firstChild,
        Phase phase,
        @Nullable LogEnd parentSeal,
        @Nullable LogEnd adjacentSeal) {
    /// How far a step has come.
    enum Phase {
        /// The logs of the children are being readied.
        PREPARING,
        /// The children could take records; the parents still do.
        PREPARED,
        /// No way back: the parents' logs are being sealed.
        SEALING
    }

    /// Where a sealed log ends.
    ///
    /// @param shard the shard
    /// @param endPosition one more than its last position
    /// @param timeMillis instant of the seal
    record LogEnd(int shard, long endPosition, long timeMillis) {}

    static ReshardStep split(int parent, HashKey at, int firstChild) {
        return new ReshardStep(parent, ShardRow.NONE, at, firstChild, Phase.PREPARING, null, null);
    }

    static ReshardStep merge(int parent, int adjacent, int child) {
        return new ReshardStep(parent, adjacent, null, child, Phase.PREPARING, null, null);
    }

    boolean isMerge() {
        return splitAt == null;
    }

    int children() {
        return isMerge() ? 1 : 2;
    }

    List<Integer> parents() {
        return isMerge() ? List.of(parent, adjacent) : List.of(parent);
    }

    /// Parents whose logs are not known to be sealed.
    List<Integer> unsealed() {
        return parents().stream().filter(shard -> sealOf(shard) == null).toList();
    }

    private @Nullable LogEnd sealOf(int shard) {
        return shard == parent ? parentSeal : adjacentSeal;
    }

    ReshardStep in(Phase next) {
        return new ReshardStep(
                parent, adjacent, splitAt, firstChild, next, parentSeal, adjacentSeal);
    }

    /// With the end of one parent's log, which stays as first reported.
    ReshardStep sealed(LogEnd end) {
        boolean lower = end.shard() == parent;
        return new ReshardStep(
                parent,
                adjacent,
                splitAt,
                firstChild,
                phase,
                lower && parentSeal == null ? end : parentSeal,
                !lower && adjacentSeal == null ? end : adjacentSeal);
    }
}
