package io.millrace.log.local;

import io.millrace.log.CorruptLogException;
import io.millrace.log.local.RecoveryReport.Damage;
import io.millrace.log.local.checkpoint.Checkpoint;
import io.millrace.log.local.checkpoint.WholeFile;
import io.millrace.log.local.journal.FrameEntry;
import io.millrace.log.local.journal.FrameHeader;
import io.millrace.log.local.journal.FrameReader;
import io.millrace.log.local.journal.JournalHeader;
import io.millrace.log.local.journal.JournalScan;
import io.millrace.log.local.storage.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The part of an inspection that walks the journal.
final class JournalInspection implements JournalScan.Sink {
    private final Storage storage;
    private final Checkpoint checkpoint;
    private final Sums sums;
    private final JournalScan scan;
    private final List<Inspection.JournalPart> parts = new ArrayList<>();
    private final List<Damage> damages = new ArrayList<>();
    private int frames;
    private long firstLsn;
    private long lastLsn;
    private int batches;
    private int commands;

    /// Finds the sum of a shard.
    interface Sums {
        ShardSum of(long stream, int shard);
    }

    JournalInspection(Storage storage, Checkpoint checkpoint, Sums sums) {
        this.storage = storage;
        this.checkpoint = checkpoint;
        this.sums = sums;
        this.scan = new JournalScan(checkpoint.lsn(), checkpoint.frameCrc(), this);
    }

    void run() throws IOException {
        long expected = checkpoint.oldestJournal();
        for (String file : storage.list(JournalHeader.DIRECTORY)) {
            long number = JournalHeader.numberIn(file);
            if (number < checkpoint.oldestJournal()) {
                continue;
            }
            if (number != expected) {
                damages.add(new Damage(JournalHeader.nameOf(expected), 0, 0, "missing"));
            }
            expected = number + 1;
            file(number);
        }
        if (scan.lsn() < checkpoint.durableLsn()) {
            damages.add(
                    new Damage(
                            JournalHeader.nameOf(expected - 1),
                            0,
                            0,
                            "the journal ends with frame "
                                    + scan.lsn()
                                    + ", but frames up to "
                                    + checkpoint.durableLsn()
                                    + " were durable"));
        }
    }

    private void file(long number) throws IOException {
        String name = JournalHeader.nameOf(number);
        ByteBuffer content = WholeFile.read(storage, name);
        frames = 0;
        firstLsn = 0;
        lastLsn = 0;
        batches = 0;
        commands = 0;
        try {
            scan.file(number, content, header(name, number, content));
        } catch (CorruptLogException e) {
            damages.add(new Damage(name, 0, 0, String.valueOf(e.getMessage())));
        }
        parts.add(
                new Inspection.JournalPart(
                        name, content.limit(), frames, firstLsn, lastLsn, batches, commands));
    }

    private @Nullable JournalHeader header(String name, long number, ByteBuffer content) {
        try {
            JournalHeader header = JournalHeader.decode(content, name, number);
            if (header.fileBytes() != content.limit()) {
                damages.add(
                        new Damage(
                                name,
                                content.limit(),
                                header.fileBytes() - content.limit(),
                                "the file is cut short"));
            }
            return header;
        } catch (CorruptLogException e) {
            damages.add(new Damage(name, 0, JournalHeader.BYTES, String.valueOf(e.getMessage())));
            return null;
        }
    }

    @Override
    public void frame(long number, ByteBuffer file, int at, FrameHeader header) {
        frames++;
        firstLsn = firstLsn == 0 ? header.lsn() : firstLsn;
        lastLsn = header.lsn();
        FrameReader.forEach(file, at, header, this::entry);
    }

    private void entry(FrameEntry entry) {
        switch (entry) {
            case FrameEntry.Data data -> {
                batches++;
                ShardSum sum = sums.of(data.stream(), data.shard());
                sum.add(data.count(), data.firstPosition(), data.firstPosition() + data.count());
                sum.times(data.timeMillis(), data.timeMillis());
            }
            case FrameEntry.Command _ -> commands++;
            case FrameEntry.Sealed sealed -> sums.of(sealed.stream(), sealed.shard()).seal();
            case FrameEntry.Dropped _ -> {}
        }
    }

    @Override
    public void lost(JournalScan.Loss loss) {
        damages.add(
                new Damage(
                        loss.file(),
                        loss.offset(),
                        loss.bytes(),
                        "frames " + loss.fromLsn() + " to " + (loss.toLsn() - 1) + " are lost"));
    }

    List<Inspection.JournalPart> parts() {
        return List.copyOf(parts);
    }

    List<Damage> damages() {
        return List.copyOf(damages);
    }

    List<Damage> unfinished() {
        JournalScan.Torn torn = scan.torn();
        return torn == null
                ? List.of()
                : List.of(
                        new Damage(
                                torn.file(),
                                torn.offset(),
                                torn.bytes(),
                                "part of a frame that was not finished"));
    }
}
