package io.millrace.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Turns a step whose parents are sealed into rows: the parents closed, the children open.
final class Lineage {
    private Lineage() {}

    /// Commits a step.
    ///
    /// @param atMillis when the command that creates the children was proposed
    /// @return rows to put in place of, or beside, those of `shards`
    static List<ShardRow> commit(ShardTable shards, ReshardStep step, long atMillis) {
        ReshardStep.LogEnd lowerEnd = Objects.requireNonNull(step.parentSeal());
        ReshardStep.LogEnd higherEnd = step.adjacentSeal();
        // Both parents close at one instant, and the children open at that instant: at any time the
        // open shards tile the key space.
        long sealedMillis =
                higherEnd == null
                        ? lowerEnd.timeMillis()
                        : Math.max(lowerEnd.timeMillis(), higherEnd.timeMillis());
        // Later than any opening before, so that the pages of a listing can agree on an instant.
        long closeMillis = Math.max(sealedMillis, shards.lastOpenMillis() + 1);
        ShardRow lower = Objects.requireNonNull(shards.find(step.parent()));
        ShardRow higher = step.isMerge() ? shards.find(step.adjacent()) : null;
        List<ShardRow> rows = new ArrayList<>();
        rows.add(
                lower.closed(
                        closeMillis, lowerEnd.endPosition(), step.firstChild(), step.children()));
        if (higher != null && higherEnd != null) {
            rows.add(
                    higher.closed(
                            closeMillis,
                            higherEnd.endPosition(),
                            step.firstChild(),
                            step.children()));
        }
        rows.addAll(children(step, lower, higher, atMillis, closeMillis));
        return rows;
    }

    private static List<ShardRow> children(
            ReshardStep step,
            ShardRow lower,
            @Nullable ShardRow higher,
            long atMillis,
            long closeMillis) {
        // The leading field of all numbers of a child exceeds its parents', also when it is split
        // within the second it was made in.
        long parentSeconds =
                higher == null
                        ? lower.creationSeconds()
                        : Math.max(lower.creationSeconds(), higher.creationSeconds());
        long seconds = Math.max(atMillis / 1000, parentSeconds + 1);
        int first = step.firstChild();
        HashKey splitAt = step.splitAt();
        if (splitAt == null) {
            HashKey end = higher == null ? lower.end() : higher.end();
            return List.of(
                    ShardRow.open(
                            first,
                            lower.start(),
                            end,
                            step.parent(),
                            step.adjacent(),
                            seconds,
                            closeMillis));
        }
        return List.of(
                child(first, lower.start(), splitAt.previous(), step, seconds, closeMillis),
                child(first + 1, splitAt, lower.end(), step, seconds, closeMillis));
    }

    private static ShardRow child(
            int number,
            HashKey start,
            HashKey end,
            ReshardStep step,
            long seconds,
            long openMillis) {
        return ShardRow.open(number, start, end, step.parent(), ShardRow.NONE, seconds, openMillis);
    }
}
