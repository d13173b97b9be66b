package io.millrace.log;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/// Reads what a {@link PieceOutput} wrote, and not a byte more.
final class PieceInput extends InputStream {
    private final DataInputStream source;
    private int left;
    private boolean ended;

    PieceInput(DataInputStream source) {
        this.source = source;
    }

    @Override
    public int read() throws IOException {
        if (!begin()) {
            return -1;
        }
        left--;
        return source.readUnsignedByte();
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        if (!begin()) {
            return -1;
        }
        int got = source.read(bytes, offset, Math.min(count, left));
        if (got < 0) {
            throw new EOFException("the snapshot ends within a section");
        }
        left -= got;
        return got;
    }

    /// @return whether there is a byte to be read
    private boolean begin() throws IOException {
        if (left == 0 && !ended) {
            left = source.readInt();
            if (left < 0) {
                throw new IOException("a piece of " + left + " bytes in the snapshot");
            }
            ended = left == 0;
        }
        return !ended;
    }
}
