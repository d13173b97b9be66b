package io.millrace.log.local;

import io.millrace.log.CorruptLogException;
import io.millrace.log.local.checkpoint.Checkpoint;
import io.millrace.log.local.checkpoint.WholeFile;
import io.millrace.log.local.journal.FrameHeader;
import io.millrace.log.local.journal.JournalHeader;
import io.millrace.log.local.storage.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which journal files a backup copies, and how it copies the one that is being written.
///
/// That one is read while frames are added, so a read may have the second of two new frames and not
/// the first, which would look like damage. Hence it is read twice: all that was whole the first
/// time must be in one piece the second time; what follows that piece is left out.
final class JournalCopy {
    private final Storage source;
    private final Checkpoint checkpoint;
    private final List<String> complete = new ArrayList<>();
    private @Nullable String growing;

    JournalCopy(Storage source, Checkpoint checkpoint) {
        this.source = source;
        this.checkpoint = checkpoint;
    }

    /// Finds the files with frames.
    void look() throws IOException {
        String last = null;
        for (String file : source.list(JournalHeader.DIRECTORY)) {
            long number = JournalHeader.numberIn(file);
            if (number < checkpoint.oldestJournal()) {
                continue;
            }
            String name = JournalHeader.nameOf(number);
            if (last != null && hasFrames(name, number)) {
                complete.add(last);
                last = name;
            } else if (last == null) {
                last = name;
            }
        }
        growing = last;
    }

    private boolean hasFrames(String name, long number) throws IOException {
        ByteBuffer content = WholeFile.read(source, name);
        return prefix(name, number, content).lsn > 0;
    }

    /// Files that get no more frames.
    List<String> complete() {
        return complete;
    }

    /// The file behind them; null if there is none.
    @Nullable String growing() {
        return growing;
    }

    /// What of a growing file is in one piece; the rest is zeros.
    ByteBuffer contentOf(String name) throws IOException {
        long number = JournalHeader.numberIn(name.substring(name.lastIndexOf('/') + 1));
        long seen = newestWhole(name, number, WholeFile.read(source, name));
        ByteBuffer content = WholeFile.read(source, name);
        Prefix prefix = prefix(name, number, content);
        if (prefix.lsn < seen) {
            throw new CorruptLogException(
                    name
                            + " is damaged behind frame "
                            + prefix.lsn
                            + ": frame "
                            + seen
                            + " is whole");
        }
        for (int i = prefix.end; i < content.limit(); i++) {
            content.put(i, (byte) 0);
        }
        return content;
    }

    /// Frames from the start of a file.
    ///
    /// @param end where they end
    /// @param lsn number of the last, 0 for none
    private record Prefix(int end, long lsn) {}

    private static Prefix prefix(String name, long number, ByteBuffer content) {
        JournalHeader header = JournalHeader.decode(content, name, number);
        int at = JournalHeader.BYTES;
        long lsn = 0;
        FrameHeader frame = FrameHeader.peek(content, at);
        while (frame != null
                && frame.fileEpoch() == header.epoch()
                && frame.matches(content, at)
                && (lsn == 0 || frame.lsn() == lsn + 1)) {
            lsn = frame.lsn();
            at += frame.paddedLength();
            frame = FrameHeader.peek(content, at);
        }
        return new Prefix(at, lsn);
    }

    private static long newestWhole(String name, long number, ByteBuffer content) {
        JournalHeader header = JournalHeader.decode(content, name, number);
        long newest = 0;
        int at = JournalHeader.BYTES;
        while (at < content.limit()) {
            FrameHeader frame = FrameHeader.peek(content, at);
            boolean whole =
                    frame != null
                            && frame.fileEpoch() == header.epoch()
                            && frame.matches(content, at);
            if (frame != null && whole) {
                newest = Math.max(newest, frame.lsn());
                at += frame.paddedLength();
            } else {
                at += JournalHeader.BLOCK_BYTES;
            }
        }
        return newest;
    }
}
