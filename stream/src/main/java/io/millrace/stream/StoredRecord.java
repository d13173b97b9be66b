package io.millrace.stream;

import io.millrace.log.Entry;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// How a record is laid out in a log entry: the key is the partition key in UTF-8, absent if the
/// producer gave none; the value is the data; the attributes are empty or
///
/// ```
/// +-------+--------------------------------------+
/// | flags | extensions, each: tag, length, bytes |
/// | 1 B   | 1 B   1 B   length B                 |
/// +-------+--------------------------------------+
/// ```
///
/// Flags are 0 so far, and a reader refuses the ones it does not know; it skips extensions it does
/// not know.
final class StoredRecord {
    /// Extension with the explicit hash key: 16 bytes, big-endian.
    private static final int EXPLICIT_HASH_KEY = 1;

    private static final int HASH_KEY_BYTES = 16;
    private static final byte[] NO_ATTRIBUTES = {};

    private StoredRecord() {}

    /// Attributes of a record placed by its partition key.
    static byte[] attributes() {
        return NO_ATTRIBUTES;
    }

    /// The explicit hash key, decimal; null if the record was placed by its partition key.
    static @Nullable String explicitHashKey(Entry entry) {
        byte[] array = entry.array();
        int at = entry.attributesOffset() + 1;
        int end = entry.attributesOffset() + entry.attributesLength();
        while (at + 2 <= end) {
            int tag = array[at];
            int length = array[at + 1] & 0xff;
            if (tag == EXPLICIT_HASH_KEY && length == HASH_KEY_BYTES && at + 2 + length <= end) {
                return new BigInteger(1, array, at + 2, length).toString();
            }
            at += 2 + length;
        }
        return null;
    }
}
