package io.millrace.stream;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Applies the commands of a reshard: BEGIN, PREPARED, SEALING, SEALED, and ABORT before the third.
///
/// The parents stay writable until their logs are sealed; SEALED carries what the seals returned
/// and closes the parents and opens the children in one change.
final class ReshardRules {
    private final Catalogue catalogue;

    ReshardRules(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    Outcome begin(long index, Command.BeginSplit command) {
        StreamKey key = command.key();
        StreamRow row = catalogue.find(key);
        Outcome.Refused refused = refusal(key, row);
        if (row == null || refused != null) {
            return refused == null ? Refusals.streamNotFound(key) : refused;
        }
        ShardRow shard = row.shards().find(command.shard());
        refused = refusal(key, shard, command.shard());
        if (shard == null || refused != null) {
            return refused == null
                    ? Refusals.shardNotFound(key, ShardIds.of(command.shard()))
                    : refused;
        }
        int open = Usage.of(catalogue, key.account(), key.region()).openShards();
        if (open + 1 > command.quotas().shards()) {
            return Refusals.shardLimit(key, open, command.quotas().shards(), 1);
        }
        HashKey at = HashKey.parse(command.newStartingHashKey());
        if (at == null || !shard.start().next().isBefore(at) || !at.isBefore(shard.end())) {
            return Refusals.splitKey(key, shard, command.newStartingHashKey());
        }
        ReshardStep step = ReshardStep.split(shard.number(), at, row.nextShard());
        return begin(row, new Reshard(index, command.timing().dueMillis(), List.of(step)));
    }

    Outcome begin(long index, Command.BeginMerge command) {
        StreamKey key = command.key();
        StreamRow row = catalogue.find(key);
        Outcome.Refused refused = refusal(key, row);
        if (row == null || refused != null) {
            return refused == null ? Refusals.streamNotFound(key) : refused;
        }
        ShardRow lower = row.shards().find(command.shard());
        ShardRow higher = row.shards().find(command.adjacent());
        if (lower == null || higher == null) {
            int unknown = lower == null ? command.shard() : command.adjacent();
            return Refusals.shardNotFound(key, ShardIds.of(unknown));
        }
        if (!lower.isOpen() || !higher.isOpen()) {
            return Refusals.shardClosed(key, lower.isOpen() ? higher.id() : lower.id());
        }
        if (lower.end().equals(HashKey.MAX) || !lower.end().next().equals(higher.start())) {
            return Refusals.notAdjacent(key, lower.id(), higher.id());
        }
        ReshardStep step = ReshardStep.merge(lower.number(), higher.number(), row.nextShard());
        return begin(row, new Reshard(index, command.timing().dueMillis(), List.of(step)));
    }

    Outcome begin(long index, Command.BeginCount command) {
        StreamKey key = command.key();
        StreamRow row = catalogue.find(key);
        Outcome.Refused refused = refusal(key, row);
        if (row == null || refused != null) {
            return refused == null ? Refusals.streamNotFound(key) : refused;
        }
        refused = countRefusal(row, command);
        if (refused != null) {
            return refused;
        }
        List<ReshardStep> steps =
                ShardSweep.plan(row.shards().open().inOrder(), row.nextShard(), command.target());
        Reshard reshard =
                steps.isEmpty() ? null : new Reshard(index, command.timing().dueMillis(), steps);
        History history = row.history().countUpdated(command.timing().atMillis());
        return publish(row, row.with(reshard, afterAll(row, steps), history));
    }

    Outcome begin(long index, Command.BeginScaling command) {
        StreamRow row = catalogue.find(command.stream());
        if (row == null
                || row.settings().mode() != StreamMode.ON_DEMAND
                || row.status() != StreamStatus.ACTIVE) {
            return new Outcome.Unchanged();
        }
        List<ReshardStep> steps = Scaling.steps(row, command);
        return steps.isEmpty()
                ? new Outcome.Unchanged()
                : begin(row, new Reshard(index, command.atMillis(), steps));
    }

    private Outcome.@Nullable Refused countRefusal(StreamRow row, Command.BeginCount command) {
        StreamKey key = row.key();
        Quotas quotas = command.quotas();
        int open = row.shards().openCount();
        int target = command.target();
        if (target > 2L * open) {
            return Refusals.scaling("up over double", open, target);
        }
        if (2L * target < open) {
            return Refusals.scaling("down below half", open, target);
        }
        int updates = History.recent(row.history().countUpdates(), command.timing().atMillis());
        if (updates >= quotas.countUpdatesPerDay()) {
            return Refusals.streamRate(key);
        }
        int held = Usage.of(catalogue, key.account(), key.region()).openShards();
        return target > open && held + target - open > quotas.shards()
                ? Refusals.shardLimit(key, held, quotas.shards(), target - open)
                : null;
    }

    /// What bars any reshard of a stream; null if nothing does.
    private static Outcome.@Nullable Refused refusal(StreamKey key, @Nullable StreamRow row) {
        if (row == null) {
            return Refusals.streamNotFound(key);
        }
        if (row.mode() == StreamMode.ON_DEMAND) {
            return Refusals.onDemand(key);
        }
        return row.status() == StreamStatus.ACTIVE ? null : Refusals.notActive(key, row.status());
    }

    private static Outcome.@Nullable Refused refusal(
            StreamKey key, @Nullable ShardRow shard, int number) {
        if (shard == null) {
            return Refusals.shardNotFound(key, ShardIds.of(number));
        }
        return shard.isOpen() ? null : Refusals.shardClosed(key, shard.id());
    }

    private Outcome begin(StreamRow row, Reshard reshard) {
        return publish(row, row.with(reshard, afterAll(row, reshard.steps()), row.history()));
    }

    private static int afterAll(StreamRow row, List<ReshardStep> steps) {
        return row.nextShard() + steps.stream().mapToInt(ReshardStep::children).sum();
    }

    Outcome prepared(Command.Prepared command) {
        StreamRow row = underWay(command.stream(), command.reshard());
        Reshard reshard = row == null ? null : row.reshard();
        if (row == null || reshard == null || !reshard.has(ReshardStep.Phase.PREPARING)) {
            return new Outcome.Unchanged();
        }
        Reshard next =
                reshard.map(step ->
                        step.phase() == ReshardStep.Phase.PREPARING
                                ? step.in(ReshardStep.Phase.PREPARED)
                                : step);
        return publish(row, row.with(next));
    }

    Outcome sealing(Command.Sealing command) {
        StreamRow row = underWay(command.stream(), command.reshard());
        Reshard reshard = row == null ? null : row.reshard();
        if (row == null || reshard == null) {
            return new Outcome.Unchanged();
        }
        Reshard next =
                reshard.map(step ->
                        command.parents().contains(step.parent()) && canSeal(row, step)
                                ? step.in(ReshardStep.Phase.SEALING)
                                : step);
        return next.equals(reshard) ? new Outcome.Unchanged() : publish(row, row.with(next));
    }

    /// Whether a step may pass the point of no return: its parents are open.
    static boolean canSeal(StreamRow row, ReshardStep step) {
        return step.phase() == ReshardStep.Phase.PREPARED
                && step.parents().stream()
                        .allMatch(number -> {
                            ShardRow parent = row.shards().find(number);
                            return parent != null && parent.isOpen();
                        });
    }

    Outcome sealed(Command.Sealed command) {
        StreamRow row = underWay(command.stream(), command.reshard());
        Reshard reshard = row == null ? null : row.reshard();
        if (row == null || reshard == null) {
            return new Outcome.Unchanged();
        }
        // Steps in this phase do not depend on one another: the shards they consume were open.
        List<ShardRow> changed = new ArrayList<>();
        List<ReshardStep> left = new ArrayList<>();
        for (ReshardStep step : reshard.steps()) {
            ReshardStep sealed = withEnds(step, command.ends());
            if (sealed.phase() == ReshardStep.Phase.SEALING && sealed.unsealed().isEmpty()) {
                changed.addAll(Lineage.commit(row.shards(), sealed, command.atMillis()));
            } else {
                left.add(sealed);
            }
        }
        Reshard next = left.isEmpty() ? null : reshard.with(left);
        return publish(row, row.with(next).with(row.shards().with(changed)));
    }

    private static ReshardStep withEnds(ReshardStep step, List<ReshardStep.LogEnd> ends) {
        ReshardStep result = step;
        if (step.phase() == ReshardStep.Phase.SEALING) {
            for (ReshardStep.LogEnd end : ends) {
                if (step.parents().contains(end.shard())) {
                    result = result.sealed(end);
                }
            }
        }
        return result;
    }

    Outcome abort(Command.Abort command) {
        StreamRow row = underWay(command.stream(), command.reshard());
        Reshard reshard = row == null ? null : row.reshard();
        boolean mayStop =
                reshard != null
                        && reshard.steps().stream()
                                .allMatch(step -> step.phase() == ReshardStep.Phase.PREPARING);
        if (row == null || !mayStop) {
            return new Outcome.Unchanged();
        }
        return publish(row, row.with((Reshard) null));
    }

    private @Nullable StreamRow underWay(long stream, long id) {
        StreamRow row = catalogue.find(stream);
        Reshard reshard = row == null ? null : row.reshard();
        return reshard != null && reshard.id() == id ? row : null;
    }

    private Outcome publish(StreamRow before, StreamRow row) {
        catalogue.put(row);
        return new Outcome.Applied(before, row);
    }
}
