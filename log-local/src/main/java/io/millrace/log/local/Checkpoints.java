package io.millrace.log.local;

import io.millrace.log.local.checkpoint.Checkpoint;
import io.millrace.log.local.checkpoint.CheckpointCodec;
import io.millrace.log.local.checkpoint.WholeFile;
import io.millrace.log.local.storage.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/// Writes checkpoints: the one moment at which files begin or cease to count. Used by the flusher
/// alone, and by whoever closes the log.
final class Checkpoints {
    private final Storage storage;
    private final Shards shards;
    private final Catalog catalog;
    private final SegmentFiles segmentFiles;
    private final Journal journal;
    private final ConcurrentLinkedQueue<String> doomed = new ConcurrentLinkedQueue<>();
    private Checkpoint last;

    Checkpoints(
            Storage storage,
            Shards shards,
            Catalog catalog,
            SegmentFiles segmentFiles,
            Journal journal,
            Checkpoint last) {
        this.storage = storage;
        this.shards = shards;
        this.catalog = catalog;
        this.segmentFiles = segmentFiles;
        this.journal = journal;
        this.last = last;
    }

    /// What a retired run of journal files leaves.
    ///
    /// @param lsn its last frame
    /// @param crc checksum of that frame
    /// @param oldestJournal number of the file behind it
    /// @param marks of the shards that had something in it
    record Retired(
            long lsn,
            int crc,
            long oldestJournal,
            long lastCommand,
            List<Checkpoint.Segment> segments,
            Checkpoint.@Nullable CommandSegment commands,
            Map<Shard, Shard.Mark> marks) {}

    /// Files that no checkpoint names any more, to be deleted.
    ConcurrentLinkedQueue<String> doomed() {
        return doomed;
    }

    Checkpoint last() {
        return last;
    }

    /// Writes one because segments left or the log closes.
    void write() throws IOException {
        write(nothingRetired(last.oldestJournal()));
    }

    /// Writes one because journal files are gone that held nothing any more.
    ///
    /// @param oldestJournal number of the oldest file there is
    void write(long oldestJournal) throws IOException {
        write(nothingRetired(oldestJournal));
    }

    /// Writes one with a new snapshot; commands in it are needed no more.
    void write(Checkpoint.Snapshot snapshot) throws IOException {
        List<Checkpoint.CommandSegment> behind =
                last.commandSegments().stream()
                        .filter(segment -> segment.lastIndex() > snapshot.index())
                        .toList();
        write(nothingRetired(last.oldestJournal()), snapshot, behind);
    }

    /// Writes one with the segments of retired journal files.
    void write(Retired retired) throws IOException {
        List<Checkpoint.CommandSegment> commands = new ArrayList<>(last.commandSegments());
        if (retired.commands != null) {
            commands.add(retired.commands);
        }
        write(retired, last.snapshot(), commands);
    }

    private Retired nothingRetired(long oldestJournal) {
        return new Retired(
                last.lsn(),
                last.frameCrc(),
                oldestJournal,
                last.lastCommand(),
                List.of(),
                null,
                Map.of());
    }

    private void write(
            Retired retired,
            Checkpoint.@Nullable Snapshot snapshot,
            List<Checkpoint.CommandSegment> commands)
            throws IOException {
        List<Checkpoint.Segment> leaving = catalog.takeLeaving();
        List<Checkpoint.Segment> segments = new ArrayList<>(catalog.all());
        segments.addAll(retired.segments);
        Checkpoint next =
                new Checkpoint(
                        retired.lsn,
                        retired.crc,
                        journal.lastLsn(),
                        journal.runEpoch(),
                        retired.oldestJournal,
                        catalog.nextNumber(),
                        retired.lastCommand,
                        snapshot,
                        commands,
                        segments,
                        marks(retired.marks));
        try {
            WholeFile.replace(storage, Checkpoint.NAME, CheckpointCodec.encode(next));
        } catch (IOException e) {
            catalog.leavesLater(leaving);
            throw e;
        }
        doom(leaving, next);
        last = next;
    }

    private List<Checkpoint.ShardMark> marks(Map<Shard, Shard.Mark> changed) {
        List<Checkpoint.ShardMark> marks = new ArrayList<>();
        for (Shard shard : shards.sorted()) {
            Shard.Mark mark = changed.getOrDefault(shard, shard.mark());
            if (!mark.isBlank()) {
                marks.add(
                        new Checkpoint.ShardMark(
                                shard.ref().stream(),
                                shard.ref().shard(),
                                mark.nextPosition(),
                                mark.lastTimeMillis(),
                                mark.sealed(),
                                mark.sealTimeMillis(),
                                mark.firstSegment(),
                                mark.lastSegment()));
            }
        }
        return marks;
    }

    private void doom(List<Checkpoint.Segment> leaving, Checkpoint next) throws IOException {
        segmentFiles.forget(leaving);
        leaving.forEach(segment -> doomed.add(segment.meta().name()));
        last.commandSegments().stream()
                .filter(segment -> !next.commandSegments().contains(segment))
                .forEach(segment -> doomed.add(segment.name()));
        Checkpoint.Snapshot former = last.snapshot();
        if (former != null && !former.equals(next.snapshot())) {
            doomed.add(former.name());
        }
    }
}
