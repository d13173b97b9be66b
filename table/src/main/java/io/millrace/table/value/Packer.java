package io.millrace.table.value;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Writes fields one behind the other: numbers as unsigned LEB128 after zigzag, lengths as unsigned
/// LEB128, texts as length and UTF-8. For one thread.
public final class Packer {
    private byte[] bytes = new byte[128];
    private int length;

    /// Writes one byte.
    public Packer octet(int value) {
        reserve(1);
        bytes[length++] = (byte) value;
        return this;
    }

    /// Writes a value as its place in a list that only ever grows at its end.
    public <T> Packer oneOf(List<T> codes, T value) {
        int place = codes.indexOf(value);
        assert place >= 0 : value + " is none of " + codes;
        return octet(place);
    }

    /// Writes a number with sign.
    public Packer number(long value) {
        return unsigned(value << 1 ^ value >> 63);
    }

    /// Writes a length.
    public Packer length(int value) {
        return unsigned(value);
    }

    /// Writes length and UTF-8.
    public Packer text(String value) {
        return sized(value.getBytes(StandardCharsets.UTF_8));
    }

    /// Writes length and bytes.
    public Packer sized(byte[] value) {
        return length(value.length).raw(value);
    }

    /// Writes bytes.
    public Packer raw(byte[] value) {
        reserve(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
        return this;
    }

    /// Writes how many there are, then each.
    public <T> Packer list(Collection<T> values, BiConsumer<Packer, T> each) {
        length(values.size());
        values.forEach(value -> each.accept(this, value));
        return this;
    }

    /// Writes 0, or 1 and the value.
    public <T> Packer optional(@Nullable T value, BiConsumer<Packer, T> each) {
        if (value == null) {
            return octet(0);
        }
        each.accept(octet(1), value);
        return this;
    }

    /// A copy of what was written.
    public byte[] bytes() {
        return Arrays.copyOf(bytes, length);
    }

    private Packer unsigned(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
        return this;
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
        }
    }
}
