package io.millrace.log.local;

import io.millrace.log.LogException;
import io.millrace.log.ShardRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// All shards known. The sequencer adds and removes them; a dropped one is hidden at once and
/// removed when its turn comes.
final class Shards {
    private final ConcurrentHashMap<ShardRef, Shard> byRef = new ConcurrentHashMap<>();

    /// A shard to read from; null if there is none.
    @Nullable Shard visible(ShardRef ref) {
        Shard shard = byRef.get(ref);
        return shard == null || shard.isDropped() ? null : shard;
    }

    /// A shard as the sequencer knows it, dropped or not.
    @Nullable Shard known(ShardRef ref) {
        return byRef.get(ref);
    }

    /// A shard, made known if need be.
    Shard knownOr(ShardRef ref, long firstSegment) {
        return byRef.computeIfAbsent(ref, absent -> new Shard(absent, firstSegment));
    }

    /// Whether there is a shard of a stream that is not dropped.
    boolean has(long stream) {
        return byRef.values().stream()
                .anyMatch(shard -> shard.ref().stream() == stream && !shard.isDropped());
    }

    void add(Shard shard) {
        byRef.put(shard.ref(), shard);
    }

    /// Hides what a drop names, and wakes who waits for it.
    void hide(long stream, int shard) {
        List<CompletableFuture<Void>> woken = new ArrayList<>();
        for (Shard each : named(stream, shard)) {
            each.drop();
            each.tail().drop(woken);
        }
        woken.forEach(future -> future.complete(null));
    }

    /// Removes what a drop names.
    void remove(long stream, int shard) {
        for (Shard each : named(stream, shard)) {
            byRef.remove(each.ref());
        }
    }

    private List<Shard> named(long stream, int shard) {
        if (shard >= 0) {
            Shard one = byRef.get(new ShardRef(stream, shard));
            return one == null ? List.of() : List.of(one);
        }
        return byRef.values().stream().filter(each -> each.ref().stream() == stream).toList();
    }

    /// All that are not dropped, by stream and shard.
    List<Shard> sorted() {
        return byRef.values().stream()
                .filter(Predicate.not(Shard::isDropped))
                .sorted(Comparator.comparing(Shard::ref))
                .toList();
    }

    /// Tells everybody who waits for entries that none will come.
    void failWaiters(LogException end) {
        for (Shard shard : byRef.values()) {
            shard.tail().abandonWaiters().forEach(future -> future.completeExceptionally(end));
        }
    }

    /// All, in no order.
    Collection<Shard> all() {
        return byRef.values();
    }
}
