package io.millrace.table.value;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads what a {@link Packer} wrote. Bytes that do not decode are an {@link
/// IllegalArgumentException}. For one thread.
public final class Unpacker {
    private final ByteBuffer bytes;

    /// Reads on from the buffer's position, which moves.
    public Unpacker(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    /// Reads one byte, 0 to 255.
    public int octet() {
        require(1);
        return bytes.get() & 0xff;
    }

    /// Reads a number with sign.
    public long number() {
        long value = unsigned();
        return value >>> 1 ^ -(value & 1);
    }

    /// Reads a number with sign that must fit 32 bits.
    public int small() {
        long value = number();
        if (value != (int) value) {
            throw new IllegalArgumentException(value + " does not fit 32 bits");
        }
        return (int) value;
    }

    /// Reads a length. So many bytes are there, for whatever it counts takes one at least.
    public int length() {
        long value = unsigned();
        if (value < 0 || value > bytes.remaining()) {
            throw new IllegalArgumentException(
                    "a length of " + value + " before " + bytes.remaining() + " bytes");
        }
        return (int) value;
    }

    /// Reads length and UTF-8.
    public String text() {
        return new String(sized(), StandardCharsets.UTF_8);
    }

    /// Reads length and bytes.
    public byte[] sized() {
        return raw(length());
    }

    /// Reads so many bytes.
    public byte[] raw(int length) {
        require(length);
        byte[] value = new byte[length];
        bytes.get(value);
        return value;
    }

    /// Passes by so many bytes.
    public void skip(int length) {
        require(length);
        bytes.position(bytes.position() + length);
    }

    /// Reads a value by its place in a list.
    public <T> T oneOf(List<T> codes) {
        int code = octet();
        if (code >= codes.size()) {
            throw new IllegalArgumentException(code + " is none of " + codes);
        }
        return codes.get(code);
    }

    /// Reads how many there are, then each.
    public <T> List<T> list(Function<Unpacker, T> each) {
        int size = length();
        List<T> values = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            values.add(each.apply(this));
        }
        return values;
    }

    /// Reads nothing after 0, a value after 1.
    public <T> @Nullable T optional(Function<Unpacker, T> each) {
        return switch (octet()) {
            case 0 -> null;
            case 1 -> each.apply(this);
            default -> throw new IllegalArgumentException("neither there nor absent");
        };
    }

    /// Whether something is left.
    public boolean hasMore() {
        return bytes.hasRemaining();
    }

    /// Refuses bytes that were not read.
    public void end() {
        if (bytes.hasRemaining()) {
            throw new IllegalArgumentException(bytes.remaining() + " spare bytes");
        }
    }

    private long unsigned() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int octet = octet();
            value |= (long) (octet & 0x7f) << shift;
            if (octet < 0x80) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number of more than 10 bytes");
    }

    private void require(int more) {
        if (more < 0 || more > bytes.remaining()) {
            throw new IllegalArgumentException(
                    more + " more bytes wanted, " + bytes.remaining() + " left");
        }
    }
}
