package io.millrace.stream;

import io.millrace.log.CorruptLogException;
import io.millrace.log.Entry;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// How a record is laid out in a log entry: the key is the partition key in UTF-8, absent if the
/// producer gave none; the value is the data; the attributes are empty or
///
/// ```
/// +-------+------------------------------------------+
/// | flags | extensions, each: tag, length, bytes     |
/// | 1 B   | 1 B, unsigned LEB128, length B           |
/// +-------+------------------------------------------+
/// ```
///
/// Flags change what the data means: a reader that does not know one must not hand the record out.
/// None is given yet. An extension says more about the record: a reader that does not know one
/// skips it.
final class StoredRecord {
    /// Extension with the explicit hash key: 16 bytes, big-endian.
    private static final int EXPLICIT_HASH_KEY = 1;

    private static final int HASH_KEY_BYTES = 16;
    private static final int KNOWN_FLAGS = 0;
    private static final byte[] NO_ATTRIBUTES = {};

    private StoredRecord() {}

    /// Attributes of a record.
    ///
    /// @param explicitHashKey null if it is placed by its partition key
    static byte[] attributes(@Nullable HashKey explicitHashKey) {
        return explicitHashKey == null
                ? NO_ATTRIBUTES
                : ByteBuffer.allocate(3 + HASH_KEY_BYTES)
                        .put((byte) 0)
                        .put((byte) EXPLICIT_HASH_KEY)
                        .put((byte) HASH_KEY_BYTES)
                        .putLong(explicitHashKey.high())
                        .putLong(explicitHashKey.low())
                        .array();
    }

    /// @throws CorruptLogException if the record has a flag that is not known here
    static void requireKnown(Entry entry) {
        if (entry.attributesLength() > 0) {
            int flags = entry.array()[entry.attributesOffset()];
            if ((flags & ~KNOWN_FLAGS) != 0) {
                throw new CorruptLogException(
                        "the record at "
                                + entry.position()
                                + " has flags "
                                + Integer.toHexString(flags & 0xff)
                                + ", which are not known here");
            }
        }
    }

    /// The explicit hash key, decimal; null if the record was placed by its partition key.
    static @Nullable String explicitHashKey(Entry entry) {
        if (entry.attributesLength() == 0) {
            return null;
        }
        Unpacker from =
                new Unpacker(
                        ByteBuffer.wrap(
                                entry.array(),
                                entry.attributesOffset() + 1,
                                entry.attributesLength() - 1));
        while (from.hasMore()) {
            int tag = from.octet();
            byte[] bytes = from.raw(from.length());
            if (tag == EXPLICIT_HASH_KEY) {
                return new BigInteger(1, bytes).toString();
            }
        }
        return null;
    }
}
