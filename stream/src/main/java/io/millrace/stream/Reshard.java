package io.millrace.stream;

import java.util.List;
import java.util.function.UnaryOperator;

/// A change of shards under way. The steps that are left run in any order that respects lineage: a
/// step waits until the shards it consumes are open.
///
/// @param id index of the command that began it
/// @param dueMillis not to seal anything before
/// @param steps what is left, in the order of the plan
record Reshard(long id, long dueMillis, List<ReshardStep> steps) {
    Reshard {
        steps = List.copyOf(steps);
    }

    Reshard with(List<ReshardStep> left) {
        return new Reshard(id, dueMillis, left);
    }

    Reshard map(UnaryOperator<ReshardStep> change) {
        return with(steps.stream().map(change).toList());
    }

    boolean has(ReshardStep.Phase phase) {
        return steps.stream().anyMatch(step -> step.phase() == phase);
    }
}
