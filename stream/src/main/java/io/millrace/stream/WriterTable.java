package io.millrace.stream;

import io.millrace.log.Claim;
import io.millrace.log.LogException;
import io.millrace.log.ShardLogs;
import io.millrace.log.ShardRef;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Claims on shard logs, each taken when first needed and kept until it turns out to be of no more
/// use. Safe for many threads.
final class WriterTable {
    private final ShardLogs logs;
    private final ConcurrentMap<ShardRef, CompletableFuture<Claim>> claims =
            new ConcurrentHashMap<>();

    WriterTable(ShardLogs logs) {
        this.logs = logs;
    }

    /// The claim on a shard, maybe still under way.
    CompletableFuture<Claim> claim(ShardRef shard) {
        CompletableFuture<Claim> held = claims.get(shard);
        if (held != null) {
            return held;
        }
        CompletableFuture<Claim> mine = new CompletableFuture<>();
        held = claims.putIfAbsent(shard, mine);
        if (held != null) {
            return held;
        }
        take(shard, mine);
        return mine;
    }

    private void take(ShardRef shard, CompletableFuture<Claim> mine) {
        CompletableFuture<Claim> taken;
        try {
            taken = logs.claim(shard);
        } catch (LogException e) {
            taken = CompletableFuture.failedFuture(e);
        }
        var _ =
                taken.whenComplete((claim, failure) -> {
                    if (failure == null) {
                        mine.complete(claim);
                    } else {
                        claims.remove(shard, mine);
                        mine.completeExceptionally(failure);
                    }
                });
    }

    /// Gives a claim up, so that the next one who needs the shard claims anew. Does nothing if
    /// somebody has done so already.
    void forget(ShardRef shard, CompletableFuture<Claim> claim) {
        claims.remove(shard, claim);
    }

    /// Forgets a shard that takes no more entries.
    void forget(ShardRef shard) {
        claims.remove(shard);
    }

    /// Forgets the shards of a stream that is gone.
    void forget(long stream) {
        claims.keySet().removeIf(shard -> shard.stream() == stream);
    }
}
