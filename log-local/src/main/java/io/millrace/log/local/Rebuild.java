package io.millrace.log.local;

import io.millrace.log.CorruptLogException;
import io.millrace.log.ShardRef;
import io.millrace.log.local.RecoveryReport.Damage;
import io.millrace.log.local.checkpoint.Checkpoint;
import io.millrace.log.local.checkpoint.CommandSegmentFile;
import io.millrace.log.local.checkpoint.SnapshotFile;
import io.millrace.log.local.checkpoint.WholeFile;
import io.millrace.log.local.journal.FrameEntry;
import io.millrace.log.local.journal.FrameHeader;
import io.millrace.log.local.journal.FrameReader;
import io.millrace.log.local.journal.JournalHeader;
import io.millrace.log.local.journal.JournalScan;
import io.millrace.log.local.segment.ShardExtent;
import io.millrace.log.local.storage.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes a checkpoint from the files of a directory whose own is lost, once an operator accepts
/// that: journal files, segments, command segments and snapshots say themselves what they are.
///
/// What only the checkpoint knew is gone: whether a segment that is not there had expired or is
/// lost, and whether the journal once was longer. Commands are numbered without a gap, so a lost
/// one is noticed, and then nothing is rebuilt. Files that a crash left, or that were about to be
/// deleted, may come back: what is in them is in the journal too, or older than its stream keeps
/// it.
final class Rebuild {
    private static final Logger LOG = LoggerFactory.getLogger(Rebuild.class);

    private final Storage storage;
    private final Losses losses;
    private final TreeMap<ShardRef, Checkpoint.ShardMark> marks = new TreeMap<>();

    Rebuild(Storage storage, Losses losses) {
        this.storage = storage;
        this.losses = losses;
    }

    /// Makes the checkpoint; damaged segments are mended, nothing else is changed.
    ///
    /// @throws CorruptLogException if the commands are not all there, or nothing is
    Checkpoint run() throws IOException {
        Checkpoint.Snapshot snapshot = newestSnapshot();
        List<Checkpoint.CommandSegment> commands =
                commandsBehind(snapshot == null ? 0 : snapshot.index());
        long lastCommand =
                commands.isEmpty()
                        ? snapshot == null ? 0 : snapshot.index()
                        : commands.getLast().lastIndex();
        Start start = journalStart();
        requireCommands(lastCommand, start);
        List<Checkpoint.Segment> segments = new ArrayList<>();
        SegmentRepair repair = new SegmentRepair(storage, losses);
        long nextSegment = 1;
        for (String file : storage.list(Checkpoint.Segment.DIRECTORY)) {
            long number = Checkpoint.Segment.numberIn(file);
            SegmentRepair.Kept kept = number < 0 ? null : repair.keep(number, null);
            if (kept != null) {
                segments.add(kept.segment());
                kept.extents().forEach(extent -> mark(kept.segment(), extent));
            }
            nextSegment = Math.max(nextSegment, number + 1);
        }
        return new Checkpoint(
                start.frame.lsn() - 1,
                start.frame.previousCrc(),
                0,
                start.frame.runEpoch(),
                start.oldestFile,
                nextSegment,
                lastCommand,
                snapshot,
                commands,
                segments,
                List.copyOf(marks.values()));
    }

    private Checkpoint.@Nullable Snapshot newestSnapshot() throws IOException {
        Checkpoint.Snapshot newest = null;
        for (String file : filesIn(Checkpoint.Snapshot.DIRECTORY)) {
            try {
                Checkpoint.Snapshot found = SnapshotFile.identify(storage, file);
                newest = newest == null || found.index() > newest.index() ? found : newest;
            } catch (CorruptLogException e) {
                LOG.warn("passed over {}", e.getMessage());
            }
        }
        return newest;
    }

    /// Command segments that go on from an index without a gap.
    private List<Checkpoint.CommandSegment> commandsBehind(long index) throws IOException {
        List<Checkpoint.CommandSegment> found = new ArrayList<>();
        for (String file : filesIn(Checkpoint.CommandSegment.DIRECTORY)) {
            try {
                found.add(CommandSegmentFile.identify(storage, file));
            } catch (CorruptLogException e) {
                LOG.warn("passed over {}", e.getMessage());
            }
        }
        found.sort(Comparator.comparingLong(Checkpoint.CommandSegment::firstIndex));
        List<Checkpoint.CommandSegment> chain = new ArrayList<>();
        long last = index;
        for (Checkpoint.CommandSegment segment : found) {
            if (segment.firstIndex() <= last + 1 && segment.lastIndex() > last) {
                chain.add(segment);
                last = segment.lastIndex();
            }
        }
        return chain;
    }

    private List<String> filesIn(String directory) throws IOException {
        return storage.list(directory).stream()
                .filter(file -> !WholeFile.isUnfinished(file))
                .map(file -> directory + "/" + file)
                .toList();
    }

    /// Where the journal begins that is there.
    ///
    /// @param oldestFile number of the oldest file
    /// @param frame the oldest one that counts
    /// @param commands number of commands in it
    private record Start(long oldestFile, FrameHeader frame, int commands) {}

    private Start journalStart() throws IOException {
        long oldest = 0;
        for (String file : storage.list(JournalHeader.DIRECTORY)) {
            long number = JournalHeader.numberIn(file);
            if (number >= 0) {
                oldest = oldest == 0 ? number : oldest;
                Start found = firstFrame(oldest, number);
                if (found != null) {
                    return found;
                }
                losses.add(
                        new Damage(JournalHeader.nameOf(number), 0, 0, "there is no whole frame"));
            }
        }
        throw Losses.beyondAcceptance("The journal is lost");
    }

    private @Nullable Start firstFrame(long oldest, long number) throws IOException {
        String name = JournalHeader.nameOf(number);
        ByteBuffer content = WholeFile.read(storage, name);
        FirstFrame first = new FirstFrame();
        new JournalScan(0, 0, first).file(number, content, header(content, name, number));
        FrameHeader frame = first.header;
        return frame == null ? null : new Start(oldest, frame, first.commands);
    }

    private static @Nullable JournalHeader header(ByteBuffer content, String name, long number) {
        try {
            return JournalHeader.decode(content, name, number);
        } catch (CorruptLogException e) {
            return null;
        }
    }

    /// Remembers the first frame that counts.
    private static final class FirstFrame implements JournalScan.Sink {
        private @Nullable FrameHeader header;
        private int commands;

        @Override
        public void frame(long number, ByteBuffer file, int at, FrameHeader found) {
            if (header == null) {
                header = found;
                FrameReader.forEach(
                        file,
                        at,
                        found,
                        entry -> commands += entry instanceof FrameEntry.Command ? 1 : 0);
            }
        }

        @Override
        public void lost(JournalScan.Loss loss) {
            // Frames before the first were retired.
        }
    }

    private static void requireCommands(long lastCommand, Start start) {
        long before = start.frame.lastCommand(lastCommand) - start.commands;
        if (before > lastCommand) {
            throw Losses.beyondAcceptance(
                    Checkpoint.NAME
                            + " is lost, and so are commands "
                            + (lastCommand + 1)
                            + " to "
                            + before);
        }
    }

    private void mark(Checkpoint.Segment segment, ShardExtent extent) {
        ShardRef ref = new ShardRef(segment.meta().stream(), extent.shard());
        Checkpoint.ShardMark before = marks.get(ref);
        boolean goesOn = before != null && extent.firstPosition() >= before.nextPosition();
        if (before != null && extent.firstPosition() != before.nextPosition()) {
            losses.add(
                    new Damage(
                            segment.meta().name(),
                            0,
                            0,
                            goesOn
                                    ? "no segment holds positions "
                                            + before.nextPosition()
                                            + " to "
                                            + (extent.firstPosition() - 1)
                                            + " of shard "
                                            + ref
                                            + "; they were lost now or earlier"
                                    : "shard "
                                            + ref
                                            + " begins again at position "
                                            + extent.firstPosition()
                                            + "; what older segments hold of it is left out"));
        }
        long number = segment.number();
        marks.put(
                ref,
                new Checkpoint.ShardMark(
                        ref.stream(),
                        ref.shard(),
                        extent.endPosition(),
                        extent.lastTimeMillis(),
                        false,
                        0,
                        before != null && goesOn ? before.firstSegment() : number,
                        number));
    }
}
