package io.millrace.log.local;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Makes visible what is durable, in the order of the frames: puts batches into the tails, folds
/// commands into the state machine, answers, and wakes who waits for entries.
final class Publisher implements Step {
    private final Handover handover;
    private final TailCache cache;
    private final CommandTail commands;
    private final Snapshots snapshots;
    private final Halt halt;
    private final Signal flusher;
    private @Nullable CommandFold<?> fold;
    private volatile long publishedLsn;
    private final LongAdder published = new LongAdder();
    private final Shards shards;
    private Group current = new Group();

    Publisher(
            Handover handover,
            TailCache cache,
            CommandTail commands,
            Snapshots snapshots,
            Halt halt,
            Shards shards,
            Signal flusher) {
        this.handover = handover;
        this.cache = cache;
        this.commands = commands;
        this.snapshots = snapshots;
        this.halt = halt;
        this.shards = shards;
        this.flusher = flusher;
    }

    /// Names the state machine and what recovery published, before the first group.
    void fold(CommandFold<?> newFold, long lsn) {
        fold = newFold;
        publishedLsn = lsn;
        published.add(shards.all().stream().mapToLong(shard -> shard.tail().size()).sum());
    }

    /// Number of the newest frame that is visible.
    long publishedLsn() {
        return publishedLsn;
    }

    /// Number of batches indexed since the start, those found at the start included.
    long published() {
        return published.sum();
    }

    @Override
    public long run() throws IOException {
        if (halt.isStopped()) {
            return failAll();
        }
        Group group = handover.take();
        if (group == null) {
            return Long.MAX_VALUE;
        }
        current = group;
        publish(group);
        return 0;
    }

    /// Also the group whose publication failed half way; a future that is complete stays as it is.
    private long failAll() {
        for (Group group = current; group != null; group = handover.take()) {
            Request.failAll(group.done, halt.exception());
        }
        shards.failWaiters(halt.exception());
        return Long.MAX_VALUE;
    }

    private void publish(Group group) throws IOException {
        List<CompletableFuture<Void>> woken = new ArrayList<>();
        for (TailEntry entry : group.stored) {
            entry.shard.tail().publish(entry, woken);
            cache.keep(entry);
        }
        long bytes = 0;
        for (CommandRef command : group.commands) {
            commands.add(command);
            bytes += command.length();
        }
        for (Request request : group.done) {
            request.publish(woken);
        }
        woken.forEach(future -> future.complete(null));
        published(group);
        CommandFold<?> current = fold;
        if (bytes > 0 && current != null) {
            snapshots.applied(group.commands.size(), bytes);
            snapshots.consider(current);
        }
    }

    private void published(Group group) {
        published.add(group.stored.size());
        long before = publishedLsn;
        publishedLsn = group.lsn;
        if (group.lsn != before) {
            flusher.raise();
        }
    }
}
