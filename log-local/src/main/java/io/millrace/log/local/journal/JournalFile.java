package io.millrace.log.local.journal;

import io.millrace.log.local.storage.StoredFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/// An open journal file: knows its bytes, not what they mean.
///
/// Written by the sequencer alone; read by anybody. Once {@link #retire retired}, its bytes may be
/// overwritten at any time, so whoever read something that does not check must look at {@link
/// #isRetired} before calling it damage.
public final class JournalFile implements Closeable {
    private final JournalHeader header;
    private final StoredFile file;
    private volatile int writtenBytes;
    private volatile long lastLsn;
    private volatile int lastCrc;
    private volatile boolean retired;

    /// @param writtenBytes end of the last frame, or of the header
    public JournalFile(JournalHeader header, StoredFile file, int writtenBytes) {
        this.header = header;
        this.file = file;
        this.writtenBytes = writtenBytes;
    }

    public long number() {
        return header.number();
    }

    public long epoch() {
        return header.epoch();
    }

    public String name() {
        return JournalHeader.nameOf(header.number());
    }

    public int fileBytes() {
        return header.fileBytes();
    }

    /// End of the last frame.
    public int writtenBytes() {
        return writtenBytes;
    }

    /// Bytes left for frames.
    public int room() {
        return header.fileBytes() - writtenBytes;
    }

    /// Number of its last frame, 0 if it has none.
    public long lastLsn() {
        return lastLsn;
    }

    /// Checksum of its last frame.
    public int lastCrc() {
        return lastCrc;
    }

    /// Writes a frame behind the last one and makes it durable.
    public void append(ByteBuffer blocks, long lsn, int crc) throws IOException {
        int length = blocks.remaining();
        file.write(writtenBytes, blocks);
        file.force();
        wrote(writtenBytes + length, lsn, crc);
    }

    /// Writes bytes that stand in the file once more, and makes them durable.
    public void rewrite(long offset, ByteBuffer same) throws IOException {
        file.write(offset, same);
        file.force();
    }

    /// Takes note of a frame found in the file.
    public void wrote(int endOffset, long lsn, int crc) {
        lastCrc = crc;
        lastLsn = lsn;
        writtenBytes = endOffset;
    }

    /// Reads until the buffer is full or the file ends.
    public int read(long offset, ByteBuffer target) throws IOException {
        return file.read(offset, target);
    }

    /// Says that nothing in it is needed any more; before it is used again.
    public void retire() {
        retired = true;
    }

    /// Whether its bytes may be those of a later use.
    public boolean isRetired() {
        return retired;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
