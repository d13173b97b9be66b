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

    /// Extension without bytes: the stream was encrypted when the record was put.
    private static final int ENCRYPTED = 2;

    private static final int HASH_KEY_BYTES = 16;
    private static final int KNOWN_FLAGS = 0;
    private static final byte[] NO_ATTRIBUTES = {};
    private static final byte[] ENCRYPTED_ONLY = {0, ENCRYPTED, 0};

    private StoredRecord() {}

    /// Attributes of a record.
    ///
    /// @param explicitHashKey null if it is not placed by one
    /// @param encrypted whether the stream is encrypted
    static byte[] attributes(@Nullable HashKey explicitHashKey, boolean encrypted) {
        if (explicitHashKey == null) {
            return encrypted ? ENCRYPTED_ONLY : NO_ATTRIBUTES;
        }
        ByteBuffer attributes =
                ByteBuffer.allocate(3 + HASH_KEY_BYTES + (encrypted ? 2 : 0))
                        .put((byte) 0)
                        .put((byte) EXPLICIT_HASH_KEY)
                        .put((byte) HASH_KEY_BYTES)
                        .putLong(explicitHashKey.high())
                        .putLong(explicitHashKey.low());
        if (encrypted) {
            attributes.put((byte) ENCRYPTED).put((byte) 0);
        }
        return attributes.array();
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

    /// The explicit hash key, decimal; null if the record was not placed by one.
    static @Nullable String explicitHashKey(Entry entry) {
        byte[] bytes = extension(entry, EXPLICIT_HASH_KEY);
        return bytes == null ? null : new BigInteger(1, bytes).toString();
    }

    /// Whether the stream was encrypted when the record was put.
    static boolean isEncrypted(Entry entry) {
        return extension(entry, ENCRYPTED) != null;
    }

    private static byte @Nullable [] extension(Entry entry, int wanted) {
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
            if (tag == wanted) {
                return bytes;
            }
        }
        return null;
    }
}
