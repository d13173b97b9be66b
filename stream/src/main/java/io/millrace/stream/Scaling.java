package io.millrace.stream;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The steps that a command to scale comes to, once it is applied: what does not fit the shards of
/// that moment is left out.
final class Scaling {
    private final StreamRow row;
    private final int maxShards;
    private final Set<Integer> taken = new HashSet<>();
    private final List<ReshardStep> steps = new ArrayList<>();
    private int open;
    private int nextShard;

    private Scaling(StreamRow row, int maxShards) {
        this.row = row;
        this.maxShards = maxShards;
        this.open = row.shards().openCount();
        this.nextShard = row.nextShard();
    }

    static List<ReshardStep> steps(StreamRow row, Command.BeginScaling command) {
        Scaling scaling = new Scaling(row, command.maxShards());
        command.cuts().forEach(scaling::split);
        command.merges().forEach(scaling::merge);
        return scaling.steps;
    }

    private void split(Command.Cut cut) {
        ShardRow shard = openShard(cut.shard());
        boolean fits =
                shard != null
                        && shard.start().next().isBefore(cut.at())
                        && cut.at().isBefore(shard.end());
        if (fits && open < maxShards && taken.add(cut.shard())) {
            steps.add(ReshardStep.split(cut.shard(), cut.at(), nextShard));
            nextShard += 2;
            open++;
        }
    }

    private void merge(int lower) {
        List<ShardRow> inOrder = row.shards().open().inOrder();
        ShardRow shard = openShard(lower);
        int at = shard == null ? -1 : inOrder.indexOf(shard);
        if (at < 0 || at + 1 == inOrder.size()) {
            return;
        }
        int higher = inOrder.get(at + 1).number();
        if (!taken.contains(lower) && !taken.contains(higher)) {
            taken.add(lower);
            taken.add(higher);
            steps.add(ReshardStep.merge(lower, higher, nextShard));
            nextShard++;
            open--;
        }
    }

    private @Nullable ShardRow openShard(int number) {
        ShardRow shard = row.shards().find(number);
        return shard != null && shard.isOpen() ? shard : null;
    }
}
