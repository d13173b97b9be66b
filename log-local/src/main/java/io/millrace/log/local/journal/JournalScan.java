package io.millrace.log.local.journal;

import io.millrace.log.CorruptLogException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// Walks the frames of one journal file after the other and tells torn from rotten.
///
/// Every 4 KiB boundary is looked at, so a frame behind a damaged one is found. A frame counts if
/// its checksum is right and it carries the epoch its file has now. Frames that count must follow
/// each other: number by number, each repeating the checksum of the one before. Where they do not,
/// something between them is lost that had been acknowledged: a later frame was written only after
/// the earlier one was durable. What follows the last frame that counts was never acknowledged.
public final class JournalScan {
    private final Sink sink;
    private long lsn;
    private int crc;
    private String endFile = "";
    private int endOffset;
    private boolean anyFrame;
    private FrameKind lastKind = FrameKind.CLOSE;
    private int runEpoch;
    private long frames;
    private long bytes;
    private @Nullable Torn torn;

    /// Takes what is found, in order.
    public interface Sink {
        /// A frame that counts.
        ///
        /// @param file its file's bytes from the start
        void frame(long number, ByteBuffer file, int at, FrameHeader header);

        /// Frames are missing.
        void lost(Loss loss);
    }

    /// Frames that were durable once and are not found whole.
    ///
    /// @param file where they ended or should have followed
    /// @param offset of the first byte that is wrong
    /// @param bytes up to the next frame that counts, if that is in the same file
    /// @param fromLsn number of the first
    /// @param toLsn number behind the last
    public record Loss(String file, int offset, long bytes, long fromLsn, long toLsn) {}

    /// Part of a frame behind the last that counts.
    public record Torn(String file, int offset, long bytes) {}

    /// @param lsn number of the last frame before the first file
    /// @param crc its checksum
    public JournalScan(long lsn, int crc, Sink sink) {
        this.lsn = lsn;
        this.crc = crc;
        this.sink = sink;
    }

    /// Walks the next file.
    ///
    /// @param content all of its bytes
    /// @param header of the file; null if it is damaged, then the frames tell its epoch
    public void file(long number, ByteBuffer content, @Nullable JournalHeader header) {
        String name = JournalHeader.nameOf(number);
        Long epoch = header == null ? null : header.epoch();
        int end = JournalHeader.BYTES;
        int at = end;
        while (at + FrameHeader.BYTES <= content.limit()) {
            FrameHeader frame = FrameHeader.peek(content, at);
            boolean candidate =
                    frame != null
                            && (epoch == null ? frame.lsn() > lsn : frame.fileEpoch() == epoch);
            if (frame == null || !candidate || !frame.matches(content, at)) {
                at += JournalHeader.BLOCK_BYTES;
                continue;
            }
            epoch = frame.fileEpoch();
            take(number, content, at, end, frame);
            at += frame.paddedLength();
            end = at;
        }
        lookForTorn(name, content, end, header);
    }

    private void take(long number, ByteBuffer content, int at, int end, FrameHeader frame) {
        String name = JournalHeader.nameOf(number);
        if (frame.lsn() <= lsn) {
            throw new CorruptLogException(
                    name + " at " + at + ": frame " + frame.lsn() + " follows frame " + lsn);
        }
        boolean chained = frame.lsn() == lsn + 1 && frame.previousCrc() == crc;
        if (!chained || at != end) {
            lost(name, at, end, frame);
        }
        torn = null;
        sink.frame(number, content, at, frame);
        lsn = frame.lsn();
        crc = frame.crc();
        lastKind = frame.kind();
        runEpoch = Math.max(runEpoch, frame.runEpoch());
        anyFrame = true;
        frames++;
        bytes += frame.paddedLength();
        endFile = name;
        endOffset = at + frame.paddedLength();
    }

    private void lost(String name, int at, int end, FrameHeader next) {
        boolean sameFile = at != end || end != JournalHeader.BYTES || !anyFrame;
        sink.lost(
                new Loss(
                        sameFile ? name : endFile,
                        sameFile ? end : endOffset,
                        sameFile ? at - end : 0,
                        lsn + 1,
                        next.lsn()));
    }

    /// The first block of a frame that was being written is told by any of the marks it carries.
    private void lookForTorn(
            String name, ByteBuffer content, int end, @Nullable JournalHeader header) {
        boolean here = name.equals(endFile) || end == JournalHeader.BYTES;
        if (torn != null || !here || header == null || end + FrameHeader.BYTES > content.limit()) {
            return;
        }
        ByteBuffer in = content.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        boolean epochMatches = in.getLong(end + 16) == header.epoch();
        boolean follows = in.getLong(end + 24) == lsn + 1 && in.getInt(end + 12) == crc;
        if (epochMatches || follows) {
            int length = in.getInt(end + 8);
            int most = content.limit() - end;
            boolean sane = length >= FrameHeader.BYTES && length <= most;
            torn = new Torn(name, end, sane ? FrameHeader.padded(length) : most);
        }
    }

    /// Number of the last frame that counts.
    public long lsn() {
        return lsn;
    }

    /// Its checksum.
    public int crc() {
        return crc;
    }

    /// Its kind; {@link FrameKind#CLOSE} if there was none.
    public FrameKind lastKind() {
        return lastKind;
    }

    /// Largest owner epoch seen.
    public int runEpoch() {
        return runEpoch;
    }

    public long frames() {
        return frames;
    }

    /// Bytes of all frames.
    public long bytes() {
        return bytes;
    }

    /// The unfinished frame behind the last one; null if there is no trace of any.
    public @Nullable Torn torn() {
        return torn;
    }
}
