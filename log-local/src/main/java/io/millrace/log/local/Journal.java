package io.millrace.log.local;

import io.millrace.log.local.journal.FrameBuffer;
import io.millrace.log.local.journal.FrameHeader;
import io.millrace.log.local.journal.FrameKind;
import io.millrace.log.local.journal.JournalFile;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/// The end of the journal: writes frames, one after the other, each durable before the next. Used
/// by one thread at a time; its numbers may be read by any.
final class Journal {
    private final JournalFiles files;
    private final FrameBuffer frame;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final int runEpoch;
    private int lastCrc;
    private volatile long lastLsn;
    private FrameKind lastKind = FrameKind.OPEN;
    private long lastWriteNanos;
    private final LongAdder groups = new LongAdder();
    private final LongAdder groupBytes = new LongAdder();
    private final LongAdder syncNanosTotal = new LongAdder();
    private volatile long syncNanosMax;

    /// Where the journal ends.
    record End(long lsn, int crc) {}

    Journal(JournalFiles files, FrameBuffer frame, Surroundings outside, int runEpoch, End end) {
        this.files = files;
        this.frame = frame;
        this.clock = outside.clock();
        this.nanos = outside.nanos();
        this.runEpoch = runEpoch;
        this.lastLsn = end.lsn;
        this.lastCrc = end.crc;
    }

    /// Number of the newest durable frame.
    long lastLsn() {
        return lastLsn;
    }

    int lastCrc() {
        return lastCrc;
    }

    int runEpoch() {
        return runEpoch;
    }

    FrameKind lastKind() {
        return lastKind;
    }

    /// When the last frame became durable.
    long lastWriteNanos() {
        return lastWriteNanos;
    }

    JournalFile current() {
        return Objects.requireNonNull(files.current(), "the journal has no file");
    }

    /// Writes what stands in the frame buffer, which must fit into the current file.
    void write(FrameKind kind) throws IOException {
        JournalFile file = current();
        long lsn = lastLsn + 1;
        FrameHeader header =
                new FrameHeader(
                        0, 0, lastCrc, file.epoch(), lsn, clock.millis(), runEpoch, kind, 0, 0);
        FrameBuffer.Sealed sealed = frame.seal(header);
        int bytes = sealed.blocks().remaining();
        assert bytes <= file.room() : bytes + " do not fit into " + file.room();
        long began = nanos.getAsLong();
        file.append(sealed.blocks(), lsn, sealed.crc());
        long ended = nanos.getAsLong();
        lastLsn = lsn;
        lastCrc = sealed.crc();
        lastKind = kind;
        lastWriteNanos = ended;
        count(kind, bytes, ended - began);
    }

    private void count(FrameKind kind, int bytes, long tookNanos) {
        if (kind == FrameKind.DATA) {
            groups.increment();
            syncNanosTotal.add(tookNanos);
            syncNanosMax = Math.max(syncNanosMax, tookNanos);
        }
        groupBytes.add(bytes);
    }

    long groups() {
        return groups.sum();
    }

    long groupBytes() {
        return groupBytes.sum();
    }

    long syncNanosTotal() {
        return syncNanosTotal.sum();
    }

    long syncNanosMax() {
        return syncNanosMax;
    }
}
