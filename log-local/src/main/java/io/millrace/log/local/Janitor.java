package io.millrace.log.local;

import io.millrace.log.local.storage.Storage;
import java.io.IOException;
import java.util.Map;
import java.util.function.LongSupplier;

/// Lets expired segments leave, deletes files that nothing names, and watches the free space.
final class Janitor implements Step {
    private static final long ROUND_NANOS = 1_000_000_000;

    private final Storage storage;
    private final long minFreeBytes;
    private final Catalog catalog;
    private final Trims trims;
    private final Checkpoints checkpoints;
    private final Room room;
    private final Halt halt;
    private final Signal flusher;
    private final LongSupplier nanos;
    private long lastRoundNanos;
    private boolean anyRound;

    /// What the janitor works with.
    record Parts(
            Storage storage,
            long minFreeBytes,
            Catalog catalog,
            Trims trims,
            Checkpoints checkpoints,
            Room room,
            Halt halt,
            Signal flusher,
            LongSupplier nanos) {}

    Janitor(Parts parts) {
        this.storage = parts.storage;
        this.minFreeBytes = parts.minFreeBytes;
        this.catalog = parts.catalog;
        this.trims = parts.trims;
        this.checkpoints = parts.checkpoints;
        this.room = parts.room;
        this.halt = parts.halt;
        this.flusher = parts.flusher;
        this.nanos = parts.nanos;
    }

    @Override
    public long run() throws IOException {
        if (halt.isStopped()) {
            return Long.MAX_VALUE;
        }
        String name = checkpoints.doomed().poll();
        if (name != null) {
            // One file a step: deleting many large ones at once can hold up a file system.
            storage.delete(name);
            return 0;
        }
        long left = lastRoundNanos + ROUND_NANOS - nanos.getAsLong();
        if (anyRound && left > 0) {
            return left;
        }
        anyRound = true;
        lastRoundNanos = nanos.getAsLong();
        watchSpace();
        expire();
        return ROUND_NANOS;
    }

    /// Looks at the free space; also before the first request is taken.
    void watchSpace() throws IOException {
        room.lacks(Room.Lack.FREE_SPACE, storage.usableBytes() < minFreeBytes);
    }

    private void expire() {
        boolean any = false;
        for (Map.Entry<Long, Long> trim : trims.all().entrySet()) {
            any |= catalog.trim(trim.getKey(), trim.getValue());
        }
        if (any) {
            flusher.raise();
        }
    }
}
