package io.millrace.log.local.checkpoint;

import io.millrace.log.local.storage.StoredFile;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/// Reads a stretch of a file from front to end.
final class TwinInput extends InputStream {
    private static final int CHUNK_BYTES = 256 << 10;

    private final StoredFile file;
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES).flip();
    private long at;
    private long left;

    /// @param file closed with this
    TwinInput(StoredFile file, long at, long left) {
        this.file = file;
        this.at = at;
        this.left = left;
    }

    @Override
    public int read() throws IOException {
        return fill() ? chunk.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int part = Math.min(count, chunk.remaining());
        chunk.get(bytes, offset, part);
        return part;
    }

    /// @return whether there is a byte to be read
    private boolean fill() throws IOException {
        if (chunk.hasRemaining()) {
            return true;
        }
        if (left == 0) {
            return false;
        }
        chunk.clear().limit((int) Math.min(CHUNK_BYTES, left));
        int got = file.read(at, chunk);
        chunk.flip();
        if (got == 0) {
            throw new EOFException("the file ends before its content does");
        }
        at += got;
        left -= got;
        return true;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
