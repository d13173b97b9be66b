package io.millrace.log.local;

import io.millrace.log.CorruptLogException;
import io.millrace.log.ShardRef;
import io.millrace.log.local.RecoveryReport.Damage;
import io.millrace.log.local.checkpoint.Checkpoint;
import io.millrace.log.local.checkpoint.CheckpointCodec;
import io.millrace.log.local.checkpoint.WholeFile;
import io.millrace.log.local.journal.JournalHeader;
import io.millrace.log.local.storage.Storage;
import java.io.IOException;
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

    private final LocalLogConfig config;
    private final Storage storage;
    private final Losses losses;
    private final List<String> removed = new ArrayList<>();
    private final Shards shards = new Shards();

    Recovery(LocalLogConfig config, Storage storage) {
        this.config = config;
        this.storage = storage;
        this.losses = new Losses(config.acceptLoss());
    }

    /// @throws CorruptLogException if the directory is not one of ours, or is damaged
    Recovered run() throws IOException {
        forceNames();
        boolean fresh = !storage.list("").contains(Checkpoint.NAME);
        if (fresh) {
            requireEmpty();
            WholeFile.replace(storage, Checkpoint.NAME, CheckpointCodec.encode(Checkpoint.fresh()));
        }
        Checkpoint checkpoint = CheckpointCodec.decode(WholeFile.read(storage, Checkpoint.NAME));
        Catalog catalog = catalog(checkpoint);
        requireCommands(checkpoint);
        removeOrphans(checkpoint);
        checkpoint.shards().forEach(this::restore);
        JournalReplay replay = new JournalReplay(storage, checkpoint, shards, catalog, losses);
        JournalReplay.Result journal = replay.run(config);
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
                losses.isEmpty() ? 0 : journal.newestFile(),
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

    private void requireEmpty() throws IOException {
        for (String directory : DIRECTORIES) {
            List<String> names =
                    storage.list(directory).stream()
                            .filter(name -> !WholeFile.isUnfinished(name))
                            .toList();
            if (!names.isEmpty()) {
                throw new CorruptLogException(
                        "The directory holds "
                                + directory
                                + "/"
                                + names.getFirst()
                                + " but no "
                                + Checkpoint.NAME
                                + ": it is not a Millrace directory, or has lost a part."
                                + " Restore it from a backup.");
            }
        }
    }

    private Catalog catalog(Checkpoint checkpoint) throws IOException {
        Set<String> present = new HashSet<>(storage.list(Checkpoint.Segment.DIRECTORY));
        Catalog catalog = new Catalog(checkpoint.nextSegment());
        for (Checkpoint.Segment segment : checkpoint.segments()) {
            String name = segment.meta().name();
            if (present.contains(fileOf(name))) {
                catalog.add(segment);
            } else {
                losses.add(
                        new Damage(
                                name,
                                0,
                                segment.meta().bytes(),
                                "the segment is missing; lost are "
                                        + segment.meta().entries()
                                        + " entries of stream "
                                        + segment.meta().stream()));
            }
        }
        return catalog;
    }

    private void requireCommands(Checkpoint checkpoint) throws IOException {
        Checkpoint.Snapshot snapshot = checkpoint.snapshot();
        if (snapshot != null) {
            requirePresent(Checkpoint.Snapshot.DIRECTORY, snapshot.name());
        }
        for (Checkpoint.CommandSegment segment : checkpoint.commandSegments()) {
            requirePresent(Checkpoint.CommandSegment.DIRECTORY, segment.name());
        }
    }

    private void requirePresent(String directory, String name) throws IOException {
        if (!storage.list(directory).contains(fileOf(name))) {
            throw new CorruptLogException(
                    name
                            + " is missing. It holds streams and shards, without which no record"
                            + " can be found; restore the directory from a backup.");
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
        int epoch = Math.max(checkpoint.runEpoch(), journal.runEpoch()) + 1;
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
