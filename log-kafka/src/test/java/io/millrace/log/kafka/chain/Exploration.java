package io.millrace.log.kafka.chain;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Every state that can be reached; if a promise is broken in one of them, the shortest way to such
/// a one.
///
/// @param states how many there are, or were seen until then
/// @param breach the promise that is broken, empty if none ever is
/// @param steps what happens until then
record Exploration(int states, Optional<String> breach, List<String> steps) {
    /// A state, and how it came about.
    private record Node(Model state, String what, @Nullable Node from) {}

    static Exploration of(Model.Rule rule, Model.Bounds bounds) {
        Set<String> seen = new HashSet<>();
        ArrayDeque<Model> left = new ArrayDeque<>();
        left.add(Model.start(bounds));
        seen.add(Model.start(bounds).key());
        while (!left.isEmpty()) {
            // The latest first, and without its past: so little has to be remembered.
            Model state = left.removeLast();
            if (state.breach(rule).isPresent()) {
                return nearest(rule, bounds);
            }
            for (Model.Step step : state.steps(rule)) {
                if (seen.add(step.to().key())) {
                    left.add(step.to());
                }
            }
        }
        return new Exploration(seen.size(), Optional.empty(), List.of());
    }

    private static Exploration nearest(Model.Rule rule, Model.Bounds bounds) {
        Set<String> seen = new HashSet<>();
        ArrayDeque<Node> left = new ArrayDeque<>();
        left.add(new Node(Model.start(bounds), "", null));
        while (true) {
            Node node = left.removeFirst();
            Optional<String> breach = node.state().breach(rule);
            if (breach.isPresent()) {
                return new Exploration(seen.size(), breach, way(node));
            }
            for (Model.Step step : node.state().steps(rule)) {
                if (seen.add(step.to().key())) {
                    left.add(new Node(step.to(), step.what(), node));
                }
            }
        }
    }

    private static List<String> way(Node end) {
        List<String> steps = new ArrayList<>();
        for (Node at = end; at != null && at.from() != null; at = at.from()) {
            steps.addFirst(at.what());
        }
        return steps;
    }

    /// The steps, one a line.
    String trace() {
        return String.join("\n", steps);
    }

    @Override
    public String toString() {
        return states
                + " states, "
                + breach.map(text -> steps.size() + " steps to: " + text)
                        .orElse("every promise kept");
    }
}
