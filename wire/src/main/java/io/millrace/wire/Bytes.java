package io.millrace.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Bytes of a request: a view into its body where they stand there as they are. Nobody writes to
/// the array.
public final class Bytes {
    private final byte[] array;
    private final int offset;
    private final int length;

    /// A view of an array, which is not copied.
    public Bytes(byte[] array, int offset, int length) {
        assert offset >= 0 && length >= 0 && offset <= array.length - length
                : offset + "+" + length + " of " + array.length;
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    /// The array that holds the bytes, between {@link #offset} and {@link #length} later.
    public byte[] array() {
        return array;
    }

    public int offset() {
        return offset;
    }

    public int length() {
        return length;
    }

    /// A read-only view.
    public ByteBuffer view() {
        return ByteBuffer.wrap(array, offset, length).slice().asReadOnlyBuffer();
    }

    /// A copy.
    public byte[] copy() {
        return Arrays.copyOfRange(array, offset, offset + length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that
                && Arrays.equals(
                        array,
                        offset,
                        offset + length,
                        that.array,
                        that.offset,
                        that.offset + that.length);
    }

    @Override
    public int hashCode() {
        return ByteBuffer.wrap(array, offset, length).hashCode();
    }

    @Override
    public String toString() {
        return length + " bytes";
    }
}
