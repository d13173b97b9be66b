package io.millrace.cli.bench;

import java.io.OutputStream;
import java.util.Arrays;

/// Bytes that grow and are used again. Not thread-safe.
final class Body extends OutputStream {
    private static final int FIRST_ROOM = 2048;

    private byte[] bytes = new byte[FIRST_ROOM];
    private int length;

    /// Makes it empty and keeps its room.
    void reset() {
        length = 0;
    }

    /// Room for at least `count` more bytes, taken at once.
    void reserve(int count) {
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + count, 2 * bytes.length));
        }
    }

    @Override
    public void write(int value) {
        reserve(1);
        bytes[length] = (byte) value;
        length++;
    }

    @Override
    public void write(byte[] source, int offset, int count) {
        reserve(count);
        System.arraycopy(source, offset, bytes, length, count);
        length += count;
    }

    /// The bytes, from 0 to {@link #length}; not a copy.
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /// Takes `count` bytes of a network buffer.
    void take(io.netty.buffer.ByteBuf source) {
        int count = source.readableBytes();
        reserve(count);
        source.readBytes(bytes, length, count);
        length += count;
    }
}
