package io.millrace.stream;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads what a {@link Packer} wrote. Bytes that do not decode are an {@link
/// IllegalArgumentException}.
final class Unpacker {
    private final ByteBuffer bytes;

    Unpacker(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    int octet() {
        require(1);
        return bytes.get() & 0xff;
    }

    long number() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int octet = octet();
            value |= (long) (octet & 0x7f) << shift;
            if (octet < 0x80) {
                return value >>> 1 ^ -(value & 1);
            }
        }
        throw new IllegalArgumentException("a number of more than 10 bytes");
    }

    /// A number that must fit 32 bits.
    int small() {
        long value = number();
        if (value != (int) value) {
            throw new IllegalArgumentException(value + " does not fit 32 bits");
        }
        return (int) value;
    }

    long fixed() {
        require(8);
        return bytes.getLong();
    }

    String text() {
        return new String(raw(small()), StandardCharsets.UTF_8);
    }

    byte[] raw(int length) {
        require(length);
        byte[] value = new byte[length];
        bytes.get(value);
        return value;
    }

    HashKey key() {
        return new HashKey(fixed(), fixed());
    }

    StreamKey stream() {
        return new StreamKey(text(), text(), text());
    }

    <T> T oneOf(List<T> codes) {
        int code = octet();
        if (code >= codes.size()) {
            throw new IllegalArgumentException(code + " is none of " + codes);
        }
        return codes.get(code);
    }

    <T> List<T> list(Function<Unpacker, T> each) {
        int size = small();
        require(size);
        List<T> values = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            values.add(each.apply(this));
        }
        return values;
    }

    <T> @Nullable T optional(Function<Unpacker, T> each) {
        return switch (octet()) {
            case 0 -> null;
            case 1 -> each.apply(this);
            default -> throw new IllegalArgumentException("neither there nor absent");
        };
    }

    /// An unsigned LEB128 length, as in {@link StoredRecord}.
    int length() {
        int value = 0;
        for (int shift = 0; shift < 32; shift += 7) {
            int octet = octet();
            value |= (octet & 0x7f) << shift;
            if (octet < 0x80) {
                return value;
            }
        }
        throw new IllegalArgumentException("a length of more than 5 bytes");
    }

    boolean hasMore() {
        return bytes.hasRemaining();
    }

    /// Refuses bytes that were not read.
    void end() {
        if (bytes.hasRemaining()) {
            throw new IllegalArgumentException(bytes.remaining() + " spare bytes");
        }
    }

    private void require(int more) {
        if (more < 0 || more > bytes.remaining()) {
            throw (IllegalArgumentException)
                    new IllegalArgumentException(
                                    more + " more bytes wanted, " + bytes.remaining() + " left")
                            .initCause(new BufferUnderflowException());
        }
    }
}
