package io.millrace.log.local;

import io.millrace.log.ShardLogs;
import io.millrace.log.StateMachine;
import io.millrace.log.local.checkpoint.Checkpoint;
import io.millrace.log.local.checkpoint.CommandSegmentFile;
import io.millrace.log.local.checkpoint.SnapshotFile;
import io.millrace.log.local.journal.FrameBuffer;
import io.millrace.log.local.journal.FrameEntry;
import io.millrace.log.local.journal.FrameKind;
import io.millrace.log.local.journal.JournalHeader;
import io.millrace.log.local.storage.NoSpaceException;
import io.millrace.log.local.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;

/// The engine's parts, put together.
final class Engine {
    private final Storage storage;
    private final LocalLogConfig config;
    private final Recovered found;
    private final Signal sequencerSignal = new Signal();
    private final Signal publisherSignal = new Signal();
    private final Signal flusherSignal = new Signal();
    private final Signal keeperSignal = new Signal();
    private final Signal janitorSignal = new Signal();
    private final Halt halt;
    private final Room room = new Room(sequencerSignal);
    private final RequestQueue queue = new RequestQueue(sequencerSignal);
    private final Handover handover = new Handover(publisherSignal);
    private final Trims trims = new Trims();
    private final DiskReads disk = new DiskReads();
    private final FrameBuffer frame;
    private final Journal journal;
    private final SegmentFiles segmentFiles;
    private final Checkpoints checkpoints;
    private final Snapshots snapshots;
    private final TailCache cache;
    private final ShardReads reads;
    private final Sequencer sequencer;
    private final Publisher publisher;
    private final Flusher flusher;
    private final JournalKeeper keeper;
    private final Janitor janitor;
    private final ShardLogs shardLogs;
    private final List<Task> tasks;

    Engine(LocalLogConfig config, Storage storage, Surroundings outside, Recovered found) {
        this.storage = storage;
        this.config = config;
        this.found = found;
        halt = new Halt(outside.onFatal());
        List.of(sequencerSignal, publisherSignal, flusherSignal, keeperSignal, janitorSignal)
                .forEach(halt::tell);
        frame =
                new FrameBuffer(
                        config.journalFileBytes() - JournalHeader.BYTES, found.lastCommand());
        journal = new Journal(found.files(), frame, outside, found.report().epoch(), found.end());
        segmentFiles = new SegmentFiles(storage, config.openSegments(), config.segmentIndexBytes());
        checkpoints =
                new Checkpoints(
                        storage,
                        found.shards(),
                        found.catalog(),
                        segmentFiles,
                        journal,
                        found.checkpoint());
        snapshots = new Snapshots(config.snapshotMinBytes(), snapshotBytes(), flusherSignal);
        cache = new TailCache(config.tailCacheBytes());
        reads = new ShardReads(found.shards(), found.catalog(), segmentFiles, disk, halt);
        publisher =
                new Publisher(
                        handover,
                        cache,
                        found.commands(),
                        snapshots,
                        halt,
                        found.shards(),
                        flusherSignal);
        sequencer = sequencer(outside);
        keeper =
                new JournalKeeper(
                        storage,
                        found.files(),
                        config.journalFileBytes(),
                        outside.random(),
                        room,
                        halt,
                        sequencerSignal);
        flusher = flusher();
        janitor = janitor(outside);
        shardLogs =
                new LocalShardLogs(
                        new LocalShardLogs.Parts(
                                queue, found.shards(), found.catalog(), trims, reads, halt),
                        LocalLog.maxEntryBytes(config) - FrameEntry.DATA_BYTES);
        tasks =
                List.of(
                        new StepTask("sequencer", sequencer, sequencerSignal, halt),
                        new StepTask("publisher", publisher, publisherSignal, halt),
                        new StepTask("flusher", flusher, flusherSignal, halt),
                        new StepTask("keeper", keeper, keeperSignal, halt),
                        new StepTask("janitor", janitor, janitorSignal, halt));
    }

    private long snapshotBytes() {
        Checkpoint.Snapshot snapshot = found.checkpoint().snapshot();
        return snapshot == null ? 0 : snapshot.stateBytes();
    }

    private Sequencer sequencer(Surroundings outside) {
        return new Sequencer(
                new Sequencer.Parts(
                        queue,
                        new Waiting(config.largeAppendBytes()),
                        found.files(),
                        frame,
                        found.shards(),
                        handover,
                        room,
                        halt,
                        found.catalog()::nextNumber,
                        keeperSignal),
                journal,
                outside,
                found.lastCommand());
    }

    private Flusher flusher() {
        return new Flusher(
                new Flusher.Parts(
                        storage,
                        config,
                        found,
                        publisher,
                        checkpoints,
                        snapshots,
                        trims,
                        room,
                        halt,
                        keeperSignal,
                        janitorSignal));
    }

    private Janitor janitor(Surroundings outside) {
        return new Janitor(
                new Janitor.Parts(
                        storage,
                        config.minFreeBytes(),
                        found.catalog(),
                        trims,
                        checkpoints,
                        room,
                        halt,
                        flusherSignal,
                        outside.nanos()));
    }

    /// Replays the command log and makes the run's epoch durable.
    <R> CommandFold<R> open(StateMachine<R> machine) throws IOException {
        CommandFold<R> fold = new CommandFold<>(machine);
        replay(fold);
        // Damaged files are left behind whole, so that they can be retired.
        boolean leave = found.eagerThrough() > 0;
        if (leave
                || found.files().current() == null
                || journal.current().room() < JournalHeader.BLOCK_BYTES) {
            if (!found.files().roll(false)) {
                keeper.prepareFirst();
                found.files().roll(false);
            }
        }
        frame.clear();
        journal.write(FrameKind.OPEN);
        publisher.fold(fold, journal.lastLsn());
        if (!found.report().losses().isEmpty()) {
            flusher.settle();
        }
        janitor.watchSpace();
        halt.start();
        return fold;
    }

    private void replay(CommandFold<?> fold) throws IOException {
        Checkpoint checkpoint = found.checkpoint();
        Checkpoint.Snapshot snapshot = checkpoint.snapshot();
        if (snapshot != null) {
            try (InputStream state = SnapshotFile.state(SnapshotFile.open(storage, snapshot))) {
                fold.restore(snapshot.index(), state);
            }
        }
        for (Checkpoint.CommandSegment segment : checkpoint.commandSegments()) {
            CommandSegmentFile.forEach(
                    CommandSegmentFile.open(storage, segment),
                    (index, command) -> apply(fold, index, command));
        }
        CommandInput journaled = new CommandInput();
        for (CommandRef ref : found.commands().upToFile(Long.MAX_VALUE)) {
            if (ref.index() > fold.appliedIndex()) {
                apply(fold, ref.index(), journaled.read(ref));
            }
        }
        requireNext(fold, found.lastCommand() + 1);
    }

    /// Those a snapshot holds are passed over.
    private void apply(CommandFold<?> fold, long index, ByteBuffer command) {
        if (index > fold.appliedIndex()) {
            requireNext(fold, index);
            snapshots.applied(1, command.remaining());
            fold.apply(index, command);
        }
    }

    private static void requireNext(CommandFold<?> fold, long index) {
        if (index != fold.appliedIndex() + 1) {
            throw Losses.beyondAcceptance(
                    "Commands "
                            + (fold.appliedIndex() + 1)
                            + " to "
                            + (index - 1)
                            + " are missing");
        }
    }

    List<Task> tasks() {
        return tasks;
    }

    RequestQueue queue() {
        return queue;
    }

    Halt halt() {
        return halt;
    }

    ShardLogs shardLogs() {
        return shardLogs;
    }

    DiskReads disk() {
        return disk;
    }

    Checkpoints checkpoints() {
        return checkpoints;
    }

    /// Completes what was accepted, if the log was opened and runs, and closes every file. The
    /// tasks' threads have ended.
    void close() throws IOException {
        halt.close();
        try {
            drain();
            if (halt.isStarted() && !halt.isStopped()) {
                closeInOrder();
                flusher.close();
            }
        } finally {
            keeper.close();
            segmentFiles.close();
            found.files().close();
        }
    }

    private void drain() {
        Task sequencing = tasks.get(0);
        Task publishing = tasks.get(1);
        do {
            long wait = sequencing.step();
            if (wait == Long.MAX_VALUE && !sequencer.isIdle()) {
                // Waits for a journal file: only the others can give it one.
                tasks.forEach(Task::step);
            }
            while (publishing.step() == 0) {
                // Until nothing is left.
            }
        } while (!sequencer.isIdle() || !handover.isEmpty() || !queue.isEmpty());
    }

    private void closeInOrder() throws IOException {
        if (journal.current().room() >= JournalHeader.BLOCK_BYTES || found.files().roll(false)) {
            frame.clear();
            journal.write(FrameKind.CLOSE);
        }
        try {
            checkpoints.write();
        } catch (NoSpaceException e) {
            // The last one counts, and with the closing frame behind it nothing is missing.
            return;
        }
        for (String name = checkpoints.doomed().poll();
                name != null;
                name = checkpoints.doomed().poll()) {
            storage.delete(name);
        }
    }

    /// Tells everybody who waits for entries that none will come.
    void failWaiters() {
        found.shards().failWaiters(halt.exception());
    }

    LogStats stats(RecoveryReport report) {
        long cut = report.torn().stream().mapToLong(RecoveryReport.Damage::bytes).sum();
        return new LogStats(
                journal.groups(),
                journal.groupBytes(),
                journal.syncNanosTotal(),
                journal.syncNanosMax(),
                found.files().bytesInUse(),
                config.journalBytes(),
                cache.bytes(),
                publisher.published() - flusher.tailBatchesRemoved(),
                found.catalog().count(),
                found.catalog().bytes(),
                flusher.flushedBytes(),
                cut,
                reads.damaged(),
                disk.count(),
                room.isRefusing(),
                halt.isStopped());
    }
}
