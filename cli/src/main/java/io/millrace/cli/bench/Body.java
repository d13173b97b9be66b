package io.millrace.cli.bench;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Base64;

/// Bytes that grow and are used again. Not thread-safe.
final class Body extends OutputStream {
    private static final int FIRST_ROOM = 2048;

    private byte[] bytes = new byte[FIRST_ROOM];
    private int length;

    /// Makes it empty and keeps its room.
    void reset() {
        length = 0;
    }

    /// Takes room for `count` more bytes, and no more than that.
    void reserve(int count) {
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, length + count);
        }
    }

    private void grow(int count) {
        if (length + count > bytes.length) {
            reserve(Math.max(count, bytes.length));
        }
    }

    @Override
    public void write(int value) {
        grow(1);
        bytes[length] = (byte) value;
        length++;
    }

    @Override
    public void write(byte[] source, int offset, int count) {
        grow(count);
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

    /// Takes what `text` stands for.
    ///
    /// @throws IOException if it is no base64
    void takeBase64(byte[] text) throws IOException {
        try {
            byte[] decoded = Base64.getDecoder().decode(text);
            write(decoded, 0, decoded.length);
        } catch (IllegalArgumentException e) {
            throw new IOException("no base64: " + e.getMessage(), e);
        }
    }

    /// Takes all of a network buffer.
    void take(ByteBuf source) {
        int count = source.readableBytes();
        grow(count);
        source.readBytes(bytes, length, count);
        length += count;
    }
}
