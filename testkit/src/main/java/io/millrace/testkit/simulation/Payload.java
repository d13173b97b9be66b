package io.millrace.testkit.simulation;

import io.millrace.log.Batch;
import io.millrace.log.Entry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Makes the bytes of an entry from its number, so that a reader can be checked without keeping
/// what was written.
final class Payload {
    /// Shortest value: the number itself.
    static final int MIN_BYTES = 8;

    private Payload() {}

    /// A batch of entries numbered from `firstId` on.
    static Batch batch(long firstId, int[] lengths) {
        int sum = 0;
        for (int length : lengths) {
            sum += length + 32;
        }
        Batch.Builder builder = Batch.builder(sum);
        for (int i = 0; i < lengths.length; i++) {
            long id = firstId + i;
            String key = key(id);
            byte[] bytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
            builder.add(bytes, new byte[(int) (id % 5)], value(id, lengths[i]));
        }
        return builder.build();
    }

    /// Number of an entry.
    static long idOf(Entry entry) {
        return entry.valueLength() < MIN_BYTES
                ? -1
                : ByteBuffer.wrap(entry.array()).getLong(entry.valueOffset());
    }

    /// Whether an entry is, byte for byte, the one with its number.
    static boolean isWhole(Entry entry) {
        long id = idOf(entry);
        String key = key(id);
        byte[] value = value(id, Math.max(MIN_BYTES, entry.valueLength()));
        return id >= 0
                && entry.hasKey() == (key != null)
                && entry.key().equals(key == null ? "" : key)
                && entry.attributesLength() == id % 5
                && Arrays.equals(
                        value,
                        0,
                        value.length,
                        entry.array(),
                        entry.valueOffset(),
                        entry.valueOffset() + entry.valueLength());
    }

    private static @Nullable String key(long id) {
        return switch ((int) (id % 4)) {
            case 0 -> null;
            case 1 -> "";
            default -> "key" + id;
        };
    }

    /// A third compresses well, the rest not at all.
    private static byte[] value(long id, int length) {
        byte[] value = new byte[length];
        ByteBuffer.wrap(value).putLong(id);
        long state = id * 0x9E37_79B9_7F4A_7C15L + 1;
        for (int i = MIN_BYTES; i < length; i++) {
            if (id % 3 != 0) {
                state ^= state << 13;
                state ^= state >>> 7;
                state ^= state << 17;
            }
            value[i] = (byte) state;
        }
        return value;
    }
}
