package io.millrace.log;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// Writes bytes of unknown number as pieces, each behind its length.
final class PieceOutput extends OutputStream {
    private static final int PIECE_BYTES = 64 << 10;

    private final DataOutputStream target;
    private final byte[] piece = new byte[PIECE_BYTES];
    private int length;

    PieceOutput(DataOutputStream target) {
        this.target = target;
    }

    @Override
    public void write(int octet) throws IOException {
        if (length == PIECE_BYTES) {
            flush();
        }
        piece[length++] = (byte) octet;
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        int done = 0;
        while (done < count) {
            if (length == PIECE_BYTES) {
                flush();
            }
            int part = Math.min(count - done, PIECE_BYTES - length);
            System.arraycopy(bytes, offset + done, piece, length, part);
            length += part;
            done += part;
        }
    }

    @Override
    public void flush() throws IOException {
        if (length > 0) {
            target.writeInt(length);
            target.write(piece, 0, length);
            length = 0;
        }
    }

    /// Says that nothing follows.
    void end() throws IOException {
        flush();
        target.writeInt(0);
    }
}
