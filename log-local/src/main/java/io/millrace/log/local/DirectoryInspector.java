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
import io.millrace.log.local.segment.SegmentReader;
import io.millrace.log.local.segment.ShardExtent;
import io.millrace.log.local.storage.Storage;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Looks into a directory without changing it, reading and checking every byte that counts.
///
/// It needs no lock. If a server works in the directory meanwhile, files come and go; then the look
/// is taken again, and given up after a few times.
public final class DirectoryInspector {
    private static final int ATTEMPTS = 5;

    private final Storage storage;
    private final List<Damage> damages = new ArrayList<>();
    private final List<Inspection.SegmentPart> segments = new ArrayList<>();
    private final List<String> commandFiles = new ArrayList<>();
    private final Map<ShardRef, ShardSum> shards = new TreeMap<>();

    private DirectoryInspector(Storage storage) {
        this.storage = storage;
    }

    /// Looks into a directory.
    ///
    /// @throws CorruptLogException if its checkpoint is missing or damaged, so that nothing can be
    ///   told
    /// @throws IOException if it cannot be read, or changes all the time
    public static Inspection inspect(Storage storage) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Checkpoint before = checkpoint(storage);
            Inspection seen = new DirectoryInspector(storage).look(before);
            if (checkpoint(storage).equals(before)) {
                return seen;
            }
        }
        throw new IOException("a server is busy in the directory; stop it, or try again");
    }

    private static Checkpoint checkpoint(Storage storage) throws IOException {
        try {
            return CheckpointCodec.decode(WholeFile.read(storage, Checkpoint.NAME));
        } catch (NoSuchFileException e) {
            throw new CorruptLogException(
                    "there is no " + Checkpoint.NAME + ": this is not a Millrace directory");
        }
    }

    private Inspection look(Checkpoint checkpoint) throws IOException {
        for (Checkpoint.ShardMark mark : checkpoint.shards()) {
            sum(mark.stream(), mark.shard()).mark(mark);
        }
        for (Checkpoint.Segment segment : checkpoint.segments()) {
            segment(segment);
        }
        commands(checkpoint);
        JournalInspection journal = new JournalInspection(storage, checkpoint, this::sum);
        journal.run();
        damages.addAll(journal.damages());
        return new Inspection(
                "lsn %d, durable %d, epoch %d, oldest journal file %d, %d segments, %d shards"
                        .formatted(
                                checkpoint.lsn(),
                                checkpoint.durableLsn(),
                                checkpoint.runEpoch(),
                                checkpoint.oldestJournal(),
                                checkpoint.segments().size(),
                                checkpoint.shards().size()),
                journal.parts(),
                List.copyOf(segments),
                List.copyOf(commandFiles),
                shards.entrySet().stream()
                        .map(each -> each.getValue().part(each.getKey()))
                        .toList(),
                journal.unfinished(),
                List.copyOf(damages));
    }

    private ShardSum sum(long stream, int shard) {
        return shards.computeIfAbsent(new ShardRef(stream, shard), _ -> new ShardSum());
    }

    private void segment(Checkpoint.Segment segment) throws IOException {
        String name = segment.meta().name();
        segments.add(
                new Inspection.SegmentPart(
                        name,
                        segment.meta().stream(),
                        segment.meta().bytes(),
                        segment.meta().shards(),
                        segment.meta().entries(),
                        segment.meta().minTimeMillis(),
                        segment.meta().maxTimeMillis()));
        try {
            SegmentReader.verify(storage, name, segment.meta())
                    .forEach(damage ->
                            damages.add(new Damage(name, damage.offset(), 0, damage.toString())));
            for (ShardExtent extent : SegmentReader.extents(storage, segment.meta())) {
                ShardSum sum = sum(segment.meta().stream(), extent.shard());
                sum.add(extent.entries(), extent.firstPosition(), extent.endPosition());
                sum.times(extent.firstTimeMillis(), extent.lastTimeMillis());
            }
        } catch (NoSuchFileException e) {
            damages.add(new Damage(name, 0, segment.meta().bytes(), "the segment is missing"));
        } catch (CorruptLogException e) {
            damages.add(new Damage(name, 0, 0, String.valueOf(e.getMessage())));
        }
    }

    private void commands(Checkpoint checkpoint) throws IOException {
        Checkpoint.Snapshot snapshot = checkpoint.snapshot();
        if (snapshot != null) {
            commandFiles.add(
                    snapshot.name()
                            + "  "
                            + snapshot.bytes()
                            + " bytes, up to command "
                            + snapshot.index());
            check(snapshot.name(), () -> SnapshotFile.open(storage, snapshot));
        }
        for (Checkpoint.CommandSegment segment : checkpoint.commandSegments()) {
            commandFiles.add(
                    "%s  %d bytes, commands %d to %d"
                            .formatted(
                                    segment.name(),
                                    segment.bytes(),
                                    segment.firstIndex(),
                                    segment.lastIndex()));
            check(segment.name(), () -> CommandSegmentFile.open(storage, segment));
        }
    }

    /// Opens a file, which checks it.
    private interface Check {
        TwinFile open() throws IOException;
    }

    private void check(String name, Check check) throws IOException {
        try {
            for (String finding : check.open().findings()) {
                damages.add(
                        new Damage(name, 0, 0, finding + "; the other is whole, nothing is lost"));
            }
        } catch (NoSuchFileException e) {
            damages.add(new Damage(name, 0, 0, "the file is missing"));
        } catch (CorruptLogException e) {
            damages.add(new Damage(name, 0, 0, String.valueOf(e.getMessage())));
        }
    }
}
