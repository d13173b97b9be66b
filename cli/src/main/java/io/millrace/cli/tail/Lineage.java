package io.millrace.cli.tail;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which shards may be read now: a shard's turn comes when all its parents have been read to their
/// ends. Not thread-safe.
public final class Lineage {
    /// A shard and those it came from.
    ///
    /// @param parents none, one after a split, two after a merge; parents that no longer exist are
    ///   left out
    public record Node(String shard, Set<String> parents) {}

    private final Map<String, Node> waiting = new HashMap<>();
    private final Set<String> started = new HashSet<>();
    private final Set<String> finished = new HashSet<>();

    /// Takes shards as read from their starts on; those known already change nothing.
    ///
    /// @return the shards whose turn it is now, in the order given
    public List<String> found(Collection<Node> shards) {
        for (Node shard : shards) {
            if (!started.contains(shard.shard())) {
                waiting.putIfAbsent(shard.shard(), shard);
            }
        }
        List<String> ready = new ArrayList<>();
        for (Node shard : shards) {
            Node candidate = waiting.get(shard.shard());
            if (candidate != null && hasItsTurn(candidate)) {
                waiting.remove(shard.shard());
                started.add(shard.shard());
                ready.add(shard.shard());
            }
        }
        return ready;
    }

    /// A parent that is neither being read nor waiting was there before reading began: it holds
    /// nothing that was asked for.
    private boolean hasItsTurn(Node shard) {
        for (String parent : shard.parents()) {
            boolean pending =
                    waiting.containsKey(parent)
                            || (started.contains(parent) && !finished.contains(parent));
            if (pending) {
                return false;
            }
        }
        return true;
    }

    /// Takes note that a shard was read to its end, and of the children its last page named.
    ///
    /// @return the shards whose turn it is now
    public List<String> finished(String shard, Collection<Node> children) {
        finished.add(shard);
        List<Node> candidates = new ArrayList<>(children);
        for (Node node : waiting.values()) {
            if (node.parents().contains(shard) && !candidates.contains(node)) {
                candidates.add(node);
            }
        }
        return found(candidates);
    }
}
