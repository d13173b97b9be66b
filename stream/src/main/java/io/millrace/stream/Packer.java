package io.millrace.stream;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Writes the fields of commands, rows and tokens one behind the other: numbers as unsigned LEB128
/// after zigzag, texts as length and UTF-8, hash keys as 16 bytes big-endian.
final class Packer {
    private byte[] bytes = new byte[128];
    private int length;

    Packer octet(int value) {
        reserve(1);
        bytes[length++] = (byte) value;
        return this;
    }

    /// Writes a value as its place in a list that only ever grows at its end.
    <T> Packer oneOf(List<T> codes, T value) {
        return octet(codes.indexOf(value));
    }

    Packer number(long value) {
        reserve(10);
        long rest = value << 1 ^ value >> 63;
        while ((rest & ~0x7fL) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
        return this;
    }

    Packer fixed(long value) {
        reserve(8);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[length++] = (byte) (value >>> shift);
        }
        return this;
    }

    Packer text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        return number(utf8.length).raw(utf8);
    }

    Packer raw(byte[] value) {
        reserve(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
        return this;
    }

    Packer key(HashKey value) {
        return fixed(value.high()).fixed(value.low());
    }

    Packer stream(StreamKey value) {
        return text(value.account()).text(value.region()).text(value.name());
    }

    <T> Packer list(Collection<T> values, BiConsumer<Packer, T> each) {
        number(values.size());
        values.forEach(value -> each.accept(this, value));
        return this;
    }

    /// Writes 0, or 1 and the value.
    <T> Packer optional(@Nullable T value, BiConsumer<Packer, T> each) {
        if (value == null) {
            return octet(0);
        }
        each.accept(octet(1), value);
        return this;
    }

    Packer numbers(List<Integer> values) {
        return list(values, (to, value) -> to.number(value));
    }

    byte[] bytes() {
        return Arrays.copyOf(bytes, length);
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
        }
    }
}
