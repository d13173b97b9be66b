package io.millrace.log.local.checkpoint;

import io.millrace.log.local.storage.StoredFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// Writes the content of one copy of a {@link TwinFile} in large pieces, and sums it up.
final class TwinOutput extends OutputStream {
    private static final int CHUNK_BYTES = 256 << 10;

    private final StoredFile file;
    private final CRC32C crc;
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
    private long at;

    /// @param at where it begins
    /// @param crc of what stands before it
    TwinOutput(StoredFile file, long at, CRC32C crc) {
        this.file = file;
        this.at = at;
        this.crc = crc;
    }

    @Override
    public void write(int octet) throws IOException {
        if (!chunk.hasRemaining()) {
            pass();
        }
        chunk.put((byte) octet);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        int done = 0;
        while (done < count) {
            if (!chunk.hasRemaining()) {
                pass();
            }
            int part = Math.min(count - done, chunk.remaining());
            chunk.put(bytes, offset + done, part);
            done += part;
        }
    }

    /// Passes on what is left; the file stays open.
    @Override
    public void close() throws IOException {
        pass();
    }

    private void pass() throws IOException {
        chunk.flip();
        if (chunk.hasRemaining()) {
            crc.update(chunk.duplicate());
            int bytes = chunk.remaining();
            file.write(at, chunk);
            at += bytes;
        }
        chunk.clear();
    }

    /// Of everything so far that was passed on.
    long crc() {
        return crc.getValue();
    }
}
