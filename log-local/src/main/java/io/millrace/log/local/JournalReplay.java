package io.millrace.log.local;

import io.millrace.log.CorruptLogException;
import io.millrace.log.ShardRef;
import io.millrace.log.local.RecoveryReport.Damage;
import io.millrace.log.local.checkpoint.Checkpoint;
import io.millrace.log.local.journal.FrameEntry;
import io.millrace.log.local.journal.FrameHeader;
import io.millrace.log.local.journal.FrameKind;
import io.millrace.log.local.journal.FrameReader;
import io.millrace.log.local.journal.JournalFile;
import io.millrace.log.local.journal.JournalHeader;
import io.millrace.log.local.journal.JournalScan;
import io.millrace.log.local.storage.Storage;
import io.millrace.log.local.storage.StoredFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads the journal behind a checkpoint and indexes it: where each batch and command lies, what
/// each shard's next position is.
///
/// Frames may be lost, if that is accepted, but not what they mean to the frames behind them: once
/// a command is lost, everything behind it is given up, as nobody can tell any more which stream or
/// shard it belongs to.
final class JournalReplay implements JournalScan.Sink {
    private final Storage storage;
    private final Checkpoint checkpoint;
    private final Shards shards;
    private final Catalog catalog;
    private final Losses losses;
    private final boolean rebuilt;
    private final CommandTail commands = new CommandTail();
    private final Map<Long, JournalFile> opened = new HashMap<>();
    private final JournalScan scan;
    private long lastCommand;
    private long lastFrameFile;
    private int lastFrameAt;
    private int lastFrameLength;
    private boolean lossy;
    private @Nullable Damage givenUp;
    private ByteBuffer content = ByteBuffer.allocate(0);

    /// What the journal holds.
    ///
    /// @param newestFile number of the newest file with frames
    /// @param torn the group that was cut, none or one
    /// @param lossy whether frames are missing that were durable
    record Result(
            JournalFiles files,
            CommandTail commands,
            long lsn,
            int crc,
            long lastCommand,
            long newestFile,
            int runEpoch,
            boolean cleanStop,
            long frames,
            long bytes,
            List<Damage> torn,
            boolean lossy) {}

    /// @param rebuilt whether the checkpoint was made from what files there are
    JournalReplay(
            Storage storage,
            Checkpoint checkpoint,
            Shards shards,
            Catalog catalog,
            Losses losses,
            boolean rebuilt) {
        this.storage = storage;
        this.checkpoint = checkpoint;
        this.shards = shards;
        this.catalog = catalog;
        this.losses = losses;
        this.rebuilt = rebuilt;
        // A snapshot may be ahead of the retired journal files.
        Checkpoint.Snapshot snapshot = checkpoint.snapshot();
        this.lastCommand =
                Math.max(checkpoint.lastCommand(), snapshot == null ? 0 : snapshot.index());
        this.scan = new JournalScan(checkpoint.lsn(), checkpoint.frameCrc(), this);
    }

    Result run(LocalLogConfig config) throws IOException {
        List<Long> numbers = new ArrayList<>();
        List<String> obsolete = new ArrayList<>();
        for (String name : storage.list(JournalHeader.DIRECTORY)) {
            long number = JournalHeader.numberIn(name);
            if (number >= checkpoint.oldestJournal()) {
                numbers.add(number);
            } else if (number >= 0) {
                obsolete.add(JournalHeader.nameOf(number));
            }
        }
        try {
            requireWithoutGap(numbers);
            for (long number : numbers) {
                read(number);
            }
            content = ByteBuffer.allocate(0);
            requireDurable();
            if (givenUp != null) {
                losses.add(givenUp);
            }
            makeLastFrameDurable();
            return result(config, numbers, obsolete);
        } catch (IOException | RuntimeException e) {
            for (JournalFile file : opened.values()) {
                file.close();
            }
            throw e;
        }
    }

    private void requireWithoutGap(List<Long> numbers) {
        long expected = checkpoint.oldestJournal();
        for (long number : numbers) {
            if (number != expected) {
                lose(
                        new Damage(
                                JournalHeader.nameOf(expected),
                                0,
                                0,
                                (number - expected) + " journal files are missing from here on"));
            }
            expected = number + 1;
        }
    }

    private void lose(Damage damage) {
        losses.add(damage);
        lossy = true;
    }

    private void read(long number) throws IOException {
        String name = JournalHeader.nameOf(number);
        StoredFile file = storage.open(name, true);
        int size = (int) Math.min(JournalHeader.MAX_FILE_BYTES, file.size());
        if (content.capacity() < size) {
            content = ByteBuffer.allocateDirect(size);
        }
        content.clear().limit(size);
        file.read(0, content);
        content.flip();
        JournalHeader header = header(name, number, file.size());
        boolean whole = header != null && header.fileBytes() == file.size();
        JournalHeader used = header == null ? new JournalHeader(number, 0, size) : header;
        // A damaged file takes no more frames.
        opened.put(
                number,
                new JournalFile(used, file, whole ? JournalHeader.BYTES : used.fileBytes()));
        scan.file(number, content, header);
    }

    private @Nullable JournalHeader header(String name, long number, long size) {
        JournalHeader header;
        try {
            header = JournalHeader.decode(content, name, number);
        } catch (CorruptLogException e) {
            lose(new Damage(name, 0, JournalHeader.BYTES, String.valueOf(e.getMessage())));
            return null;
        }
        if (size != header.fileBytes()) {
            lose(
                    new Damage(
                            name,
                            size,
                            header.fileBytes() - size,
                            "the file has "
                                    + size
                                    + " bytes instead of "
                                    + header.fileBytes()
                                    + "; what stood behind frame "
                                    + scan.lsn()
                                    + " may be lost"));
        }
        return header;
    }

    /// The last frame may have been read from a page cache that outlived the process which wrote
    /// it, without ever having been forced; or its force failed, and its pages pass for clean
    /// since. Written once more and forced, it is what readers may see and the next frame may
    /// follow. Every frame before it was durable before it was written.
    private void makeLastFrameDurable() throws IOException {
        JournalFile file = opened.get(lastFrameFile);
        if (file != null && lastFrameLength > 0) {
            ByteBuffer frame = ByteBuffer.allocate(lastFrameLength);
            file.read(lastFrameAt, frame);
            file.rewrite(lastFrameAt, frame.flip());
        }
    }

    private void requireDurable() {
        if (scan.lsn() < checkpoint.durableLsn()) {
            lose(
                    new Damage(
                            JournalHeader.nameOf(
                                    Math.max(lastFrameFile, checkpoint.oldestJournal())),
                            0,
                            0,
                            "the journal ends with frame "
                                    + scan.lsn()
                                    + ", but frames up to "
                                    + checkpoint.durableLsn()
                                    + " were durable; lost are frames "
                                    + (scan.lsn() + 1)
                                    + " to "
                                    + checkpoint.durableLsn()));
        }
    }

    private Result result(LocalLogConfig config, List<Long> numbers, List<String> obsolete)
            throws IOException {
        JournalFiles files = files(config, numbers);
        for (String name : obsolete) {
            reuse(files, name, config.journalFileBytes());
        }
        JournalScan.Torn torn = scan.torn();
        return new Result(
                files,
                commands,
                scan.lsn(),
                scan.crc(),
                lastCommand,
                lastFrameFile,
                scan.runEpoch(),
                scan.frames() == 0
                        ? checkpoint.durableLsn() == checkpoint.lsn()
                        : scan.lastKind() == FrameKind.CLOSE,
                scan.frames(),
                scan.bytes(),
                torn == null
                        ? List.of()
                        : List.of(
                                new Damage(
                                        torn.file(),
                                        torn.offset(),
                                        torn.bytes(),
                                        "part of frame "
                                                + (scan.lsn() + 1)
                                                + ", which was never acknowledged")),
                lossy);
    }

    /// Prepared files are kept if they will do and follow the others without a gap.
    private JournalFiles files(LocalLogConfig config, List<Long> numbers) throws IOException {
        List<JournalFile> ready = new ArrayList<>();
        long next = Math.max(checkpoint.oldestJournal(), lastFrameFile + 1);
        for (JournalFile file : opened(numbers)) {
            if (file.number() <= lastFrameFile) {
                continue;
            }
            boolean fits = file.room() > 0 && file.fileBytes() == config.journalFileBytes();
            if (fits && file.number() == next) {
                ready.add(file);
                next++;
            } else {
                file.close();
                storage.delete(file.name());
            }
        }
        JournalFiles files = new JournalFiles(config.journalFiles(), next);
        for (JournalFile file : opened(numbers)) {
            if (file.number() <= lastFrameFile) {
                files.use(file);
            }
        }
        ready.forEach(files::ready);
        return files;
    }

    private List<JournalFile> opened(List<Long> numbers) {
        return numbers.stream().map(opened::get).filter(Objects::nonNull).toList();
    }

    private void reuse(JournalFiles files, String name, int fileBytes) throws IOException {
        long size;
        try (StoredFile file = storage.open(name, false)) {
            size = file.size();
        }
        if (size == fileBytes) {
            files.free(name);
        } else {
            storage.delete(name);
        }
    }

    @Override
    public void lost(JournalScan.Loss loss) {
        lose(
                new Damage(
                        loss.file(),
                        loss.offset(),
                        loss.bytes(),
                        loss.fromLsn() == loss.toLsn()
                                ? "frame " + loss.toLsn() + " does not follow the one before it"
                                : "frames "
                                        + loss.fromLsn()
                                        + " to "
                                        + (loss.toLsn() - 1)
                                        + " are damaged or missing and frame "
                                        + loss.toLsn()
                                        + " behind them is whole; lost are the records and"
                                        + " commands in them"));
    }

    @Override
    public void frame(long number, ByteBuffer file, int at, FrameHeader header) {
        JournalFile opening = opened.get(number);
        if (opening == null) {
            throw new IllegalStateException("no file " + number);
        }
        lastFrameFile = number;
        lastFrameAt = at;
        lastFrameLength = header.paddedLength();
        int end = opening.room() == 0 ? opening.fileBytes() : at + header.paddedLength();
        opening.wrote(end, header.lsn(), header.crc());
        if (givenUp == null) {
            long before = header.lastCommand(lastCommand) - commandsIn(file, at, header);
            if (before <= lastCommand) {
                FrameReader.forEach(file, at, header, entry -> apply(opening, header, entry));
                return;
            }
            requireAcceptable(header, before);
        }
        giveUp(opening, at, header);
    }

    /// Counted only where it matters.
    private int commandsIn(ByteBuffer file, int at, FrameHeader header) {
        int[] count = new int[1];
        if (header.lastCommand(lastCommand) > lastCommand) {
            FrameReader.forEach(
                    file,
                    at,
                    header,
                    entry -> count[0] += entry instanceof FrameEntry.Command ? 1 : 0);
        }
        return count[0];
    }

    /// What was retired before the oldest frame cannot be taken back to where the commands end.
    private void requireAcceptable(FrameHeader header, long before) {
        if (!lossy || rebuilt) {
            throw Losses.beyondAcceptance(
                    "Commands "
                            + (lastCommand + 1)
                            + " to "
                            + before
                            + " are missing before frame "
                            + header.lsn()
                            + " of the journal");
        }
    }

    private void giveUp(JournalFile file, int at, FrameHeader header) {
        Damage before = givenUp;
        givenUp =
                new Damage(
                        before == null ? file.name() : before.file(),
                        before == null ? at : before.offset(),
                        header.paddedLength() + (before == null ? 0 : before.bytes()),
                        "frames from here to "
                                + header.lsn()
                                + " are whole, but commands behind "
                                + lastCommand
                                + " are lost before them, without which nobody can tell which"
                                + " stream or shard they are of; lost are the records and"
                                + " commands in them");
    }

    private void apply(JournalFile file, FrameHeader header, FrameEntry entry) {
        switch (entry) {
            case FrameEntry.Data data -> stored(file, header, data);
            case FrameEntry.Command command -> stored(file, command);
            case FrameEntry.Sealed sealed -> {
                Shard shard = shard(sealed.stream(), sealed.shard());
                shard.decided().sealed = true;
                shard.decided().sealTimeMillis = sealed.timeMillis();
                shard.sealLsn(header.lsn());
                shard.tail().seal(sealed.timeMillis(), List.of());
            }
            case FrameEntry.Dropped dropped -> {
                shards.hide(dropped.stream(), dropped.shard());
                shards.remove(dropped.stream(), dropped.shard());
                if (dropped.shard() < 0) {
                    catalog.drop(dropped.stream());
                }
            }
        }
    }

    /// A rebuilt checkpoint does not know which journal files were retired before, so entries may
    /// be in segments already, and commands in command segments.
    private void stored(JournalFile file, FrameEntry.Command command) {
        if (command.index() > lastCommand) {
            lastCommand = command.index();
            commands.add(new CommandRef(command.index(), file, command.offset(), command.length()));
        }
    }

    private void stored(JournalFile file, FrameHeader header, FrameEntry.Data data) {
        Shard shard = shard(data.stream(), data.shard());
        if (data.firstPosition() + data.count() <= shard.mark().nextPosition()) {
            return;
        }
        Shard.Decided decided = shard.decided();
        if (data.firstPosition() < decided.nextPosition
                || data.timeMillis() < decided.lastTimeMillis) {
            throw new CorruptLogException(
                    file.name()
                            + ", frame "
                            + header.lsn()
                            + ": shard "
                            + shard.ref()
                            + " goes back from position "
                            + decided.nextPosition
                            + " to "
                            + data.firstPosition()
                            + "; the program that wrote it was faulty");
        }
        TailEntry entry =
                new TailEntry(
                        shard,
                        new TailEntry.Place(file, data.offset(), data.length(), data.crc()),
                        new TailEntry.Stamp(
                                data.firstPosition(),
                                data.count(),
                                data.timeMillis(),
                                header.runEpoch()));
        decided.nextPosition = entry.endPosition();
        decided.lastTimeMillis = entry.timeMillis;
        shard.tail().publish(entry, List.of());
    }

    private Shard shard(long stream, int number) {
        ShardRef ref = new ShardRef(stream, number);
        Shard known = shards.known(ref);
        if (known != null) {
            return known;
        }
        Shard shard = new Shard(ref, checkpoint.nextSegment());
        shards.add(shard);
        return shard;
    }
}
