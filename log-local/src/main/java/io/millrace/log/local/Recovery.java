package io.millrace.log.local;

import io.millrace.log.CorruptLogException;
import io.millrace.log.ShardRef;
import io.millrace.log.local.RecoveryReport.Damage;
import io.millrace.log.local.checkpoint.Checkpoint;
import io.millrace.log.local.checkpoint.CheckpointCodec;
import io.millrace.log.local.checkpoint.CommandSegmentFile;
import io.millrace.log.local.checkpoint.SnapshotFile;
import io.millrace.log.local.checkpoint.TwinFile;
import io.millrace.log.local.checkpoint.WholeFile;
import io.millrace.log.local.journal.JournalHeader;
import io.millrace.log.local.storage.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds out what a directory holds: the checkpoint says which files count, the journal what came
/// after it. Reads at most the journal's budget; loads no batches.
final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    /// Owner epochs have 20 bits in a sequence number.
    static final int MAX_EPOCH = (1 << 20) - 1;

    private static final List<String> DIRECTORIES =
            List.of(
                    JournalHeader.DIRECTORY,
                    Checkpoint.Segment.DIRECTORY,
                    Checkpoint.CommandSegment.DIRECTORY,
                    Checkpoint.Snapshot.DIRECTORY);

    /// Starts that may have left no trace, where the journal has lost some: no epoch may be used
    /// again. A thousandth of all there are.
    private static final int UNKNOWN_EPOCHS = 1 << 10;

    /// Positions that may have been handed out, where the journal has lost some: more than it can
    /// hold. Readers who hold one of them must not pass over what gets it a second time.
    private static final long UNKNOWN_POSITIONS = 1L << 32;

    private final LocalLogConfig config;
    private final Storage storage;
    private final Losses losses;
    private final List<String> removed = new ArrayList<>();
    private final Shards shards = new Shards();
    private boolean rebuilt;

    Recovery(LocalLogConfig config, Storage storage) {
        this.config = config;
        this.storage = storage;
        this.losses = new Losses(config.acceptLoss());
    }

    /// Nothing is changed before it is clear that the directory will do; where losses are accepted,
    /// damaged segments are mended before that.
    ///
    /// @throws CorruptLogException if the directory is not one of ours, or is damaged
    Recovered run() throws IOException {
        forceNames();
        boolean fresh = isFresh();
        if (fresh) {
            WholeFile.replace(storage, Checkpoint.NAME, CheckpointCodec.encode(Checkpoint.fresh()));
        }
        Checkpoint stored = checkpoint();
        List<TwinFile> damagedTwins = requireCommands(stored);
        Checkpoint checkpoint = stored.withSegments(segments(stored));
        Catalog catalog = new Catalog(checkpoint.nextSegment());
        checkpoint.segments().forEach(catalog::add);
        checkpoint.shards().forEach(this::restore);
        JournalReplay replay =
                new JournalReplay(storage, checkpoint, shards, catalog, losses, rebuilt);
        JournalReplay.Result journal = replay.run(config);
        boolean uncertain = journal.lossy() || rebuilt;
        if (uncertain) {
            shards.all().forEach(each -> each.decided().nextPosition += UNKNOWN_POSITIONS);
        }
        removeOrphans(checkpoint);
        for (TwinFile damaged : damagedTwins) {
            damaged.mend();
        }
        RecoveryReport report = report(fresh, checkpoint, journal);
        log(report);
        return new Recovered(
                checkpoint,
                journal.files(),
                shards,
                catalog,
                journal.commands(),
                new Journal.End(journal.lsn(), journal.crc()),
                journal.lastCommand(),
                uncertain ? journal.newestFile() : 0,
                report);
    }

    /// What a process saw that was killed before it forced a directory is what is seen now, but not
    /// what a power cut would leave; so nothing may be built upon it before this.
    private void forceNames() throws IOException {
        for (String directory : DIRECTORIES) {
            storage.forceDirectory(directory);
        }
        storage.forceDirectory("");
    }

    private boolean isFresh() throws IOException {
        if (storage.list("").contains(Checkpoint.NAME)) {
            return false;
        }
        for (String directory : DIRECTORIES) {
            for (String name : storage.list(directory)) {
                if (!WholeFile.isUnfinished(name)) {
                    losses.add(
                            new Damage(
                                    Checkpoint.NAME,
                                    0,
                                    0,
                                    "the directory holds "
                                            + directory
                                            + "/"
                                            + name
                                            + " but no "
                                            + Checkpoint.NAME
                                            + ": it is not a Millrace directory, or has lost a"
                                            + " part; what the other files hold can be saved"));
                    rebuilt = true;
                    return false;
                }
            }
        }
        return true;
    }

    private Checkpoint checkpoint() throws IOException {
        if (!rebuilt) {
            ByteBuffer file = WholeFile.read(storage, Checkpoint.NAME);
            try {
                return CheckpointCodec.decode(file);
            } catch (CorruptLogException e) {
                if (CheckpointCodec.isOfAnotherVersion(file)) {
                    throw e;
                }
                losses.add(
                        new Damage(
                                Checkpoint.NAME,
                                0,
                                file.limit(),
                                e.getMessage() + "; what the other files hold can be saved"));
            }
        }
        rebuilt = true;
        return new Rebuild(storage, losses).run();
    }

    /// Segments that are there; where losses are accepted, what is whole of them.
    private List<Checkpoint.Segment> segments(Checkpoint checkpoint) throws IOException {
        Set<String> present = new HashSet<>(storage.list(Checkpoint.Segment.DIRECTORY));
        boolean check = losses.areAccepted() && !rebuilt;
        List<Checkpoint.Segment> kept = new ArrayList<>();
        for (Checkpoint.Segment segment : checkpoint.segments()) {
            String name = segment.meta().name();
            if (!present.contains(fileOf(name))) {
                losses.add(
                        new Damage(
                                name,
                                0,
                                segment.meta().bytes(),
                                "the segment is missing; lost are "
                                        + segment.meta().entries()
                                        + " entries of stream "
                                        + segment.meta().stream()));
            } else if (check) {
                SegmentRepair.Kept whole =
                        new SegmentRepair(storage, losses).keep(segment.number(), segment.meta());
                if (whole != null) {
                    kept.add(whole.segment());
                }
            } else {
                kept.add(segment);
            }
        }
        return kept;
    }

    /// Reads the files that hold commands.
    ///
    /// @return those of which one copy is damaged
    private List<TwinFile> requireCommands(Checkpoint checkpoint) throws IOException {
        List<TwinFile> files = new ArrayList<>();
        Checkpoint.Snapshot snapshot = checkpoint.snapshot();
        if (snapshot != null) {
            files.add(whole(snapshot.name(), () -> SnapshotFile.open(storage, snapshot)));
        }
        for (Checkpoint.CommandSegment segment : checkpoint.commandSegments()) {
            files.add(whole(segment.name(), () -> CommandSegmentFile.open(storage, segment)));
        }
        files.removeIf(file -> file.findings().isEmpty());
        for (TwinFile file : files) {
            LOG.warn(
                    "{}: {}; the other is whole, nothing is lost, the file is written anew",
                    file.name(),
                    file.findings());
        }
        return files;
    }

    /// Opens a file, which checks it.
    private interface Opening {
        TwinFile open() throws IOException;
    }

    private static TwinFile whole(String name, Opening opening) throws IOException {
        try {
            return opening.open();
        } catch (NoSuchFileException e) {
            throw Losses.beyondAcceptance(name + ", which holds commands, is missing");
        } catch (CorruptLogException e) {
            throw Losses.beyondAcceptance(e.getMessage() + "; it holds commands");
        }
    }

    private void removeOrphans(Checkpoint checkpoint) throws IOException {
        Set<String> named = new HashSet<>();
        checkpoint.segments().forEach(each -> named.add(each.meta().name()));
        checkpoint.commandSegments().forEach(each -> named.add(each.name()));
        Checkpoint.Snapshot snapshot = checkpoint.snapshot();
        if (snapshot != null) {
            named.add(snapshot.name());
        }
        for (String directory : DIRECTORIES) {
            boolean journal = directory.equals(JournalHeader.DIRECTORY);
            for (String file : storage.list(directory)) {
                String name = directory + "/" + file;
                boolean orphan = journal ? WholeFile.isUnfinished(file) : !named.contains(name);
                if (orphan) {
                    storage.delete(name);
                    removed.add(name);
                }
            }
        }
        storage.delete(Checkpoint.NAME + ".tmp");
    }

    private static String fileOf(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    private void restore(Checkpoint.ShardMark mark) {
        Shard shard = new Shard(new ShardRef(mark.stream(), mark.shard()), mark.firstSegment());
        shard.mark(
                new Shard.Mark(
                        mark.nextPosition(),
                        mark.lastTimeMillis(),
                        mark.sealed(),
                        mark.sealTimeMillis(),
                        mark.firstSegment(),
                        mark.lastSegment()));
        Shard.Decided decided = shard.decided();
        decided.nextPosition = mark.nextPosition();
        decided.lastTimeMillis = mark.lastTimeMillis();
        decided.sealed = mark.sealed();
        decided.sealTimeMillis = mark.sealTimeMillis();
        shard.tail().restore(mark.nextPosition(), mark.lastTimeMillis(), mark.sealed());
        shards.add(shard);
    }

    private RecoveryReport report(
            boolean fresh, Checkpoint checkpoint, JournalReplay.Result journal) {
        int more = journal.lossy() || rebuilt ? UNKNOWN_EPOCHS : 1;
        int epoch = Math.max(checkpoint.runEpoch(), journal.runEpoch()) + more;
        if (epoch > MAX_EPOCH) {
            throw new CorruptLogException(
                    "The directory was opened "
                            + MAX_EPOCH
                            + " times; owner epochs are used up. Move its data to a new one.");
        }
        return new RecoveryReport(
                fresh,
                journal.cleanStop(),
                epoch,
                journal.bytes(),
                journal.frames(),
                journal.torn(),
                losses.accepted(),
                List.copyOf(removed));
    }

    private static void log(RecoveryReport report) {
        report.torn().forEach(cut -> LOG.warn("cut an unfinished group: {}", cut));
        report.losses().forEach(loss -> LOG.error("accepted the loss of {}", loss));
        if (!report.removed().isEmpty()) {
            LOG.info(
                    "removed {} files a crash had left: {}",
                    report.removed().size(),
                    report.removed());
        }
        LOG.info(
                "opened the log: epoch {}, {} frames of {} bytes in the journal, last stop {}",
                report.epoch(),
                report.frames(),
                report.journalBytes(),
                report.cleanStop() ? "in order" : "by a crash");
    }
}
