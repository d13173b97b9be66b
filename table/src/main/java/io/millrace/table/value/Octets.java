package io.millrace.table.value;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/// Bytes that never change, in the order of unsigned bytes; a prefix comes first.
public final class Octets implements Comparable<Octets> {
    /// No bytes.
    public static final Octets EMPTY = new Octets(new byte[0]);

    private final byte[] array;

    private Octets(byte[] array) {
        this.array = array;
    }

    /// Takes an array, which is not copied and which nobody writes to from now on.
    public static Octets wrap(byte[] array) {
        return new Octets(array);
    }

    /// The UTF-8 bytes of a text.
    public static Octets utf8(String text) {
        return new Octets(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Number of bytes.
    public int length() {
        return array.length;
    }

    /// The bytes themselves, not a copy: nobody writes to them.
    public byte[] array() {
        return array;
    }

    /// A read-only view.
    public ByteBuffer view() {
        return ByteBuffer.wrap(array).asReadOnlyBuffer();
    }

    /// Whether the first bytes are those of `prefix`.
    public boolean startsWith(Octets prefix) {
        return prefix.array.length <= array.length
                && Arrays.equals(
                        array, 0, prefix.array.length, prefix.array, 0, prefix.array.length);
    }

    /// Whether the bytes of `part` stand somewhere in these, one behind the other.
    public boolean contains(Octets part) {
        for (int at = 0; at + part.array.length <= array.length; at++) {
            if (Arrays.equals(
                    array, at, at + part.array.length, part.array, 0, part.array.length)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public int compareTo(Octets that) {
        return Arrays.compareUnsigned(array, that.array);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets that && Arrays.equals(array, that.array);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(array);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(array);
    }
}
