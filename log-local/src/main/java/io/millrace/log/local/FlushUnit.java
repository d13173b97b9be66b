package io.millrace.log.local;

import io.millrace.log.Batch;
import io.millrace.log.CorruptLogException;
import io.millrace.log.local.checkpoint.Checkpoint;
import io.millrace.log.local.checkpoint.CommandSegmentFile;
import io.millrace.log.local.journal.JournalFile;
import io.millrace.log.local.segment.SegmentMeta;
import io.millrace.log.local.segment.SegmentWriter;
import io.millrace.log.local.segment.StoredBatch;
import io.millrace.log.local.storage.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Turns a run of full journal files into one segment per stream and one command segment. Each step
/// reads one file or writes one segment; nothing it wrote counts before a checkpoint names it.
final class FlushUnit {
    private final Storage storage;
    private final Catalog catalog;
    private final Trims trims;
    private final Shards shards;
    private final CommandTail commandTail;
    private final List<JournalFile> files;
    private final long through;
    private final long snapshotIndex;
    private final ByteBuffer buffer;
    private final ByteBuffer chunk;
    private final Map<JournalFile, ByteBuffer> contents = new HashMap<>();
    private final ArrayDeque<Run> runs = new ArrayDeque<>();
    private final List<Checkpoint.Segment> segments = new ArrayList<>();
    private final Map<Shard, Shard.Mark> marks = new HashMap<>();
    private final Map<Shard, Integer> counts = new HashMap<>();
    private Checkpoint.@Nullable CommandSegment commandSegment;
    private List<CommandRef> commands = List.of();
    private Stage stage = Stage.LOAD;
    private byte[] scratch = new byte[0];
    private long flushedBytes;

    /// What comes next.
    private enum Stage {
        LOAD,
        SEGMENTS,
        COMMANDS,
        DONE
    }

    /// What one shard has in the files.
    private record Run(Shard shard, List<TailEntry> entries) {}

    /// What a unit works with.
    record Parts(
            Storage storage,
            Catalog catalog,
            Trims trims,
            Shards shards,
            CommandTail commands,
            ByteBuffer buffer,
            ByteBuffer chunk) {}

    /// @param files full, published, oldest first
    /// @param snapshotIndex commands up to it are in a snapshot
    FlushUnit(Parts parts, List<JournalFile> files, long snapshotIndex) {
        this.storage = parts.storage;
        this.catalog = parts.catalog;
        this.trims = parts.trims;
        this.shards = parts.shards;
        this.commandTail = parts.commands;
        this.buffer = parts.buffer;
        this.chunk = parts.chunk;
        this.files = files;
        this.through = files.getLast().number();
        this.snapshotIndex = snapshotIndex;
    }

    /// Does one piece.
    ///
    /// @return whether everything is written and durable
    boolean step() throws IOException {
        switch (stage) {
            case LOAD -> load();
            case SEGMENTS -> writeSegment();
            case COMMANDS -> writeCommands();
            case DONE -> {}
        }
        return stage == Stage.DONE;
    }

    private void load() throws IOException {
        if (contents.isEmpty()) {
            buffer.clear();
        }
        JournalFile file = files.get(contents.size());
        ByteBuffer content = buffer.slice(buffer.position(), file.writtenBytes());
        buffer.position(buffer.position() + file.writtenBytes());
        file.read(0, content);
        contents.put(file, content.clear());
        if (contents.size() == files.size()) {
            plan();
            stage = Stage.SEGMENTS;
        }
    }

    private void plan() {
        for (Shard shard : shards.sorted()) {
            List<TailEntry> entries = shard.tail().upToFile(through);
            boolean sealed = shard.sealLsn() != 0 && shard.sealLsn() <= lastLsn();
            if (!entries.isEmpty() || sealed) {
                marks.put(shard, markAfter(shard, entries, sealed));
                counts.put(shard, entries.size());
            }
            if (!entries.isEmpty()) {
                runs.add(new Run(shard, entries));
            }
        }
        commands = commandTail.upToFile(through);
    }

    private static Shard.Mark markAfter(Shard shard, List<TailEntry> entries, boolean sealed) {
        Shard.Mark before = shard.mark();
        long next = entries.isEmpty() ? before.nextPosition() : entries.getLast().endPosition();
        long time = entries.isEmpty() ? before.lastTimeMillis() : entries.getLast().timeMillis;
        return new Shard.Mark(
                next,
                time,
                before.sealed() || sealed,
                sealed ? shard.tail().sealTimeMillis() : before.sealTimeMillis(),
                before.firstSegment(),
                before.lastSegment());
    }

    private void writeSegment() throws IOException {
        Run first = runs.peekFirst();
        if (first == null) {
            stage = Stage.COMMANDS;
            return;
        }
        long stream = first.shard.ref().stream();
        long keepFrom = trims.of(stream);
        long number = catalog.takeNumber();
        try (SegmentWriter writer =
                SegmentWriter.create(storage, Checkpoint.Segment.nameOf(number), stream, chunk)) {
            boolean any = false;
            for (Run run = first;
                    run != null && run.shard.ref().stream() == stream;
                    run = runs.peekFirst()) {
                any |= add(writer, run, keepFrom, number);
                runs.removeFirst();
            }
            if (any) {
                SegmentMeta meta = writer.finish();
                segments.add(new Checkpoint.Segment(number, meta));
            }
        }
    }

    private boolean add(SegmentWriter writer, Run run, long keepFrom, long number)
            throws IOException {
        boolean any = false;
        for (TailEntry entry : run.entries) {
            if (run.shard.isDropped() || entry.timeMillis < keepFrom) {
                continue;
            }
            writer.add(
                    new StoredBatch(
                            run.shard.ref().stream(),
                            run.shard.ref().shard(),
                            entry.firstPosition,
                            entry.timeMillis,
                            entry.epoch,
                            batch(entry)));
            flushedBytes += entry.length;
            any = true;
        }
        if (any) {
            marks.computeIfPresent(run.shard, (_, mark) -> inSegment(mark, number));
        }
        return any;
    }

    private static Shard.Mark inSegment(Shard.Mark mark, long number) {
        return new Shard.Mark(
                mark.nextPosition(),
                mark.lastTimeMillis(),
                mark.sealed(),
                mark.sealTimeMillis(),
                mark.firstSegment(),
                number);
    }

    /// @return valid until the next call: the writer copies it at once, and a copy of each would be
    ///   garbage as large as the journal
    private Batch batch(TailEntry entry) {
        Batch cached = entry.cached;
        if (cached != null) {
            return cached;
        }
        if (scratch.length < entry.length) {
            scratch = new byte[entry.length];
        }
        content(entry.file).get(entry.offset, scratch, 0, entry.length);
        Batch batch = Batch.stored(scratch, 0, entry.length, entry.count, entry.crc);
        if (!batch.verify()) {
            throw new CorruptLogException(
                    entry.file.name()
                            + " is damaged within "
                            + entry.length
                            + " bytes at "
                            + entry.offset
                            + ": shard "
                            + entry.shard.ref()
                            + ", positions from "
                            + entry.firstPosition
                            + " cannot be moved to a segment");
        }
        return batch;
    }

    private ByteBuffer content(JournalFile file) {
        ByteBuffer content = contents.get(file);
        if (content == null) {
            throw new IllegalStateException(file.name() + " is not part of this unit");
        }
        return content;
    }

    private void writeCommands() throws IOException {
        List<CommandRef> wanted =
                commands.stream().filter(command -> command.index() > snapshotIndex).toList();
        if (!wanted.isEmpty()) {
            var builder =
                    new CommandSegmentFile.Builder(
                            wanted.size(), wanted.stream().mapToLong(CommandRef::length).sum());
            for (CommandRef command : wanted) {
                ByteBuffer content = content(command.file());
                builder.add(command.index(), content.slice(command.offset(), command.length()));
            }
            commandSegment = builder.write(storage);
        }
        stage = Stage.DONE;
    }

    private long lastLsn() {
        return files.stream().mapToLong(JournalFile::lastLsn).max().orElse(0);
    }

    /// What to write into the checkpoint, given the last one.
    Checkpoints.Retired retired(Checkpoint last) {
        long lsn = last.lsn();
        int crc = last.frameCrc();
        for (JournalFile file : files) {
            // One all of whose frames are lost has none.
            if (file.lastLsn() > 0) {
                lsn = file.lastLsn();
                crc = file.lastCrc();
            }
        }
        return new Checkpoints.Retired(
                lsn,
                crc,
                through + 1,
                commands.isEmpty() ? last.lastCommand() : commands.getLast().index(),
                List.copyOf(segments),
                commandSegment,
                marks);
    }

    /// Lets readers go from the tails to the segments, now that the checkpoint is durable.
    void install() {
        for (Checkpoint.Segment segment : segments) {
            long stream = segment.meta().stream();
            catalog.add(segment);
            // Dropped meanwhile; what was only just added would stay.
            if (!shards.has(stream)) {
                catalog.drop(stream);
            }
        }
        marks.forEach(Shard::mark);
        for (Map.Entry<Shard, Integer> each : counts.entrySet()) {
            each.getKey().tail().removeFirst(each.getValue());
        }
        commandTail.removeFirst(commands.size());
    }

    /// Deletes what was written.
    void abandon() throws IOException {
        for (Checkpoint.Segment segment : segments) {
            storage.delete(segment.meta().name());
        }
        if (commandSegment != null) {
            storage.delete(commandSegment.name());
        }
    }

    List<JournalFile> files() {
        return files;
    }

    /// Number of batches it takes out of the tails.
    int batches() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    long flushedBytes() {
        return flushedBytes;
    }
}
