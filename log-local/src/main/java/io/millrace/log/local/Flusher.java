package io.millrace.log.local;

import io.millrace.log.local.checkpoint.Checkpoint;
import io.millrace.log.local.checkpoint.SnapshotFile;
import io.millrace.log.local.journal.JournalFile;
import io.millrace.log.local.journal.JournalHeader;
import io.millrace.log.local.segment.SegmentWriter;
import io.millrace.log.local.storage.NoSpaceException;
import io.millrace.log.local.storage.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Retires the oldest journal files when the journal nears its budget, writes snapshots, and writes
/// the checkpoint whenever segments came or went.
///
/// Retiring is the second write of every record that lives long enough, so it is put off as long as
/// possible: what is trimmed or dropped before its turn is never written again. The order is what
/// makes it safe at any instant: segments durable, checkpoint durable, readers moved, files reused.
final class Flusher implements Step {
    private static final long RETRY_NANOS = 1_000_000_000;

    private final Storage storage;
    private final LocalLogConfig config;
    private final JournalFiles files;
    private final Publisher publisher;
    private final Checkpoints checkpoints;
    private final Snapshots snapshots;
    private final Catalog catalog;
    private final Trims trims;
    private final Shards shards;
    private final CommandTail commands;
    private final Room room;
    private final Halt halt;
    private final Signal keeper;
    private final Signal janitor;
    private final long eagerThrough;
    private final ByteBuffer chunk = SegmentWriter.chunk();
    private @Nullable ByteBuffer buffer;
    private @Nullable FlushUnit unit;
    private final LongAdder tailBatchesRemoved = new LongAdder();
    private final LongAdder flushedBytes = new LongAdder();

    /// What the flusher works with.
    record Parts(
            Storage storage,
            LocalLogConfig config,
            Recovered state,
            Publisher publisher,
            Checkpoints checkpoints,
            Snapshots snapshots,
            Trims trims,
            Room room,
            Halt halt,
            Signal keeper,
            Signal janitor) {}

    Flusher(Parts parts) {
        this.storage = parts.storage;
        this.config = parts.config;
        this.files = parts.state.files();
        this.publisher = parts.publisher;
        this.checkpoints = parts.checkpoints;
        this.snapshots = parts.snapshots;
        this.catalog = parts.state.catalog();
        this.trims = parts.trims;
        this.shards = parts.state.shards();
        this.commands = parts.state.commands();
        this.room = parts.room;
        this.halt = parts.halt;
        this.keeper = parts.keeper;
        this.janitor = parts.janitor;
        this.eagerThrough = parts.state.eagerThrough();
    }

    /// Leaves nothing unfinished behind.
    void close() throws IOException {
        FlushUnit unfinished = unit;
        if (unfinished != null) {
            unit = null;
            unfinished.abandon();
        }
    }

    /// Batches taken out of the tails since the start.
    long tailBatchesRemoved() {
        return tailBatchesRemoved.sum();
    }

    /// Bytes of batches written to segments since the start.
    long flushedBytes() {
        return flushedBytes.sum();
    }

    @Override
    public long run() throws IOException {
        if (halt.isStopped()) {
            return Long.MAX_VALUE;
        }
        try {
            long wait = work();
            room.lacks(Room.Lack.SEGMENTS, false);
            return wait;
        } catch (NoSpaceException e) {
            if (e.getSuppressed().length > 0) {
                // Cleaning up failed too, and that for another reason.
                throw new IOException("an unfinished segment could not be removed", e);
            }
            FlushUnit failed = unit;
            unit = null;
            if (failed != null) {
                failed.abandon();
            }
            room.lacks(Room.Lack.SEGMENTS, true);
            return RETRY_NANOS;
        }
    }

    private long work() throws IOException {
        FlushUnit current = unit;
        if (current != null) {
            if (current.step()) {
                retire(current);
            }
            return 0;
        }
        Snapshots.Taken taken = snapshots.taken();
        if (taken != null) {
            writeSnapshot(taken);
            return 0;
        }
        if (catalog.hasLeaving()) {
            checkpoints.write();
            janitor.raise();
            return 0;
        }
        unit = nextUnit();
        return unit == null ? Long.MAX_VALUE : 0;
    }

    private void writeSnapshot(Snapshots.Taken taken) throws IOException {
        Checkpoint.Snapshot snapshot = SnapshotFile.write(storage, taken.index(), taken.state());
        checkpoints.write(snapshot);
        snapshots.written(snapshot.stateBytes());
        janitor.raise();
    }

    private @Nullable FlushUnit nextUnit() {
        List<JournalFile> oldest =
                files.oldestFull(publisher.publishedLsn(), config.flushUnitBytes());
        if (oldest.isEmpty() || !isDue(oldest)) {
            return null;
        }
        int bytes = oldest.stream().mapToInt(JournalFile::writtenBytes).sum();
        ByteBuffer space = buffer;
        if (space == null || space.capacity() < bytes) {
            space = ByteBuffer.allocateDirect(Math.max(bytes, config.flushUnitBytes()));
            buffer = space;
        }
        Checkpoint.Snapshot snapshot = checkpoints.last().snapshot();
        return new FlushUnit(
                new FlushUnit.Parts(storage, catalog, trims, shards, commands, space, chunk),
                oldest,
                snapshot == null ? 0 : snapshot.index());
    }

    /// Three quarters: the last one takes what arrives while the first is retired.
    private boolean isDue(List<JournalFile> oldest) {
        long indexed = publisher.published() - tailBatchesRemoved() + commands.size();
        return files.inUseCount() * 4L >= files.maxFiles() * 3L
                || indexed * 4 >= config.maxTailBatches() * 3L
                || oldest.getFirst().number() <= eagerThrough;
    }

    /// Makes what recovery found without damage the only thing that counts, before anything is
    /// served: a loss is accepted once, and what comes later cannot be lost to it.
    void settle() throws IOException {
        while (unit != null || files.oldestNumber() <= eagerThrough) {
            work();
        }
        checkpoints.write(files.oldestNumber());
        for (String name = checkpoints.doomed().poll();
                name != null;
                name = checkpoints.doomed().poll()) {
            storage.delete(name);
        }
        storage.forceDirectory(JournalHeader.DIRECTORY);
    }

    private void retire(FlushUnit done) throws IOException {
        checkpoints.write(done.retired(checkpoints.last()));
        unit = null;
        done.install();
        tailBatchesRemoved.add(done.batches());
        flushedBytes.add(done.flushedBytes());
        files.retire(done.files());
        for (JournalFile file : done.files()) {
            file.close();
            // One that may be damaged is not used again.
            boolean trusted = file.number() > eagerThrough;
            if (trusted && file.fileBytes() == config.journalFileBytes()) {
                files.free(file.name());
            } else {
                checkpoints.doomed().add(file.name());
            }
        }
        keeper.raise();
        janitor.raise();
    }
}
