package io.millrace.log.local;

import io.millrace.log.Append;
import io.millrace.log.AppendResult;
import io.millrace.log.Bounds;
import io.millrace.log.Claim;
import io.millrace.log.Seal;
import io.millrace.log.ShardLogs;
import io.millrace.log.ShardRef;
import io.millrace.log.Slice;
import io.millrace.log.Tip;
import io.millrace.log.Writer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// The shard logs' face: puts what changes something into the sequencer's queue, reads the rest.
final class LocalShardLogs implements ShardLogs {
    private final RequestQueue queue;
    private final Shards shards;
    private final Catalog catalog;
    private final Trims trims;
    private final ShardReads reads;
    private final Halt halt;
    private final int maxBatchBytes;

    /// What is written to and read from.
    record Parts(
            RequestQueue queue,
            Shards shards,
            Catalog catalog,
            Trims trims,
            ShardReads reads,
            Halt halt) {}

    LocalShardLogs(Parts parts, int maxBatchBytes) {
        this.queue = parts.queue;
        this.shards = parts.shards;
        this.catalog = parts.catalog;
        this.trims = parts.trims;
        this.reads = parts.reads;
        this.halt = parts.halt;
        this.maxBatchBytes = maxBatchBytes;
    }

    @Override
    public CompletableFuture<Claim> claim(ShardRef shard) {
        Request.Claiming request = new Request.Claiming(shard);
        submit(request);
        return request.future();
    }

    @Override
    public CompletableFuture<List<AppendResult>> append(List<Append> appends) {
        long bytes = 0;
        for (Append append : appends) {
            bytes += append.batch().length();
            if (append.batch().length() > maxBatchBytes) {
                throw new IllegalArgumentException(
                        "a batch of "
                                + append.batch().length()
                                + " bytes does not fit into a journal file: at most "
                                + maxBatchBytes);
            }
        }
        Request.Appends request = new Request.Appends(List.copyOf(appends), bytes);
        submit(request);
        return request.future();
    }

    @Override
    public CompletableFuture<Seal> seal(Writer writer) {
        Request.Sealing request = new Request.Sealing((LocalWriter) writer);
        submit(request);
        return request.future();
    }

    private void submit(Request request) {
        if (halt.isStopped() || !queue.offer(request)) {
            request.fail(halt.exception());
        }
    }

    @Override
    public Slice read(ShardRef shard, long fromPosition, int maxEntries, int maxBytes) {
        requireRunning();
        return reads.read(shard, fromPosition, maxEntries, maxBytes);
    }

    @Override
    public long firstAtOrAfter(ShardRef shard, long timeMillis) {
        requireRunning();
        return reads.firstAtOrAfter(shard, timeMillis);
    }

    @Override
    public Bounds bounds(ShardRef shard) {
        requireRunning();
        return reads.bounds(shard);
    }

    @Override
    public Tip tip(ShardRef shard) {
        requireRunning();
        return reads.tip(shard);
    }

    /// Who waits for a log never claimed waits for its first claim too, so it is made known.
    @Override
    public CompletableFuture<Void> await(ShardRef shard, long position) {
        requireRunning();
        Shard known = shards.knownOr(shard, catalog.nextNumber());
        if (known.isDropped()) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> future = known.tail().await(position);
        if (halt.isStopped() || queue.isClosed()) {
            future.completeExceptionally(halt.exception());
        }
        return future;
    }

    @Override
    public void trim(long stream, long beforeMillis) {
        requireRunning();
        trims.raise(stream, beforeMillis);
    }

    @Override
    public void drop(ShardRef shard) {
        requireRunning();
        if (shards.visible(shard) != null) {
            shards.hide(shard.stream(), shard.shard());
            submit(new Request.Dropping(shard.stream(), shard.shard()));
        }
    }

    @Override
    public void drop(long stream) {
        requireRunning();
        trims.forget(stream);
        boolean known = shards.has(stream);
        // Hidden first: a segment that is just being added is then taken out by whoever comes last.
        shards.hide(stream, -1);
        if (catalog.drop(stream) || known) {
            submit(new Request.Dropping(stream, -1));
        }
    }

    @Override
    public Set<Long> streams() {
        requireRunning();
        Set<Long> streams = new HashSet<>(catalog.streams());
        for (Shard shard : shards.all()) {
            if (!shard.isDropped() && shard.tail().isWritten()) {
                streams.add(shard.ref().stream());
            }
        }
        return streams;
    }

    private void requireRunning() {
        if (halt.isStopped() || queue.isClosed()) {
            throw halt.exception();
        }
    }
}
