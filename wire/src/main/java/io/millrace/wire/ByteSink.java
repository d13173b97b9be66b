package io.millrace.wire;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;

/// Bytes being put together in one array that doubles when it is full. Not thread-safe.
final class ByteSink extends OutputStream {
    private static final int SMALLEST = 64;

    private byte[] bytes;
    private int size;

    ByteSink(int expectedBytes) {
        this.bytes = new byte[Math.max(SMALLEST, expectedBytes)];
    }

    @Override
    public void write(int b) {
        reserve(1);
        bytes[size++] = (byte) b;
    }

    @Override
    public void write(byte[] source, int offset, int length) {
        reserve(length);
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
    }

    /// Bytes written so far.
    int size() {
        return size;
    }

    /// Writes a number, big-endian.
    void writeInt(int value) {
        reserve(Integer.BYTES);
        size += Integer.BYTES;
        setInt(size - Integer.BYTES, value);
    }

    /// Replaces a number that was written before.
    void setInt(int at, int value) {
        bytes[at] = (byte) (value >>> 24);
        bytes[at + 1] = (byte) (value >>> 16);
        bytes[at + 2] = (byte) (value >>> 8);
        bytes[at + 3] = (byte) value;
    }

    /// CRC-32 (IEEE) of the first bytes written.
    int crc32(int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    /// What was written, without a copy. Nothing may be written after it.
    ByteBuffer view() {
        return ByteBuffer.wrap(bytes, 0, size);
    }

    private void reserve(int more) {
        if (more > bytes.length - size) {
            int needed = Math.addExact(size, more);
            bytes =
                    Arrays.copyOf(
                            bytes,
                            (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, 2L * size)));
        }
    }
}
