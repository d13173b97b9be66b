package io.millrace.table;

import io.millrace.table.expression.KeyRange;
import io.millrace.table.value.AttributeValue;
import io.millrace.table.value.KeyBytes;
import io.millrace.table.value.Octets;
import java.io.ByteArrayOutputStream;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Lays out the key bytes of rows: partition keys scattered by a hash, so that parts of a scan are
/// of like size; sort keys in order within a partition key.
///
/// ```
/// +---------+--------+---------------+------------------------------+--------------------+
/// | hash of | length | partition key | sort key, 00 as 00 ff,       | of an index: key   |
/// | it, 4 B | 2 B    |               | then 00 00; none without one | bytes of the table |
/// +---------+--------+---------------+------------------------------+--------------------+
/// ```
final class KeyLayout {
    private static final int SEGMENT_BITS = 32;

    private KeyLayout() {}

    /// Key of an item.
    ///
    /// @param attributes the item's; those of the key are there and of the right type
    /// @param tail key bytes of the table, for an index; else no bytes
    static byte[] key(
            KeySchema schema, Function<String, @Nullable AttributeValue> attributes, byte[] tail) {
        ByteArrayOutputStream key = new ByteArrayOutputStream(64);
        key.writeBytes(prefix(value(attributes, schema.hash())));
        KeyAttribute range = schema.range();
        if (range != null) {
            escape(key, KeyBytes.of(value(attributes, range)));
            key.write(0);
            key.write(0);
        }
        key.writeBytes(tail);
        return key.toByteArray();
    }

    private static AttributeValue value(
            Function<String, @Nullable AttributeValue> attributes, KeyAttribute attribute) {
        AttributeValue value = attributes.apply(attribute.name());
        if (value == null) {
            throw new IllegalStateException("no key attribute " + attribute.name());
        }
        return value;
    }

    /// What all keys of a partition begin with.
    private static byte[] prefix(AttributeValue hash) {
        byte[] bytes = KeyBytes.of(hash).array();
        ByteArrayOutputStream prefix = new ByteArrayOutputStream(6 + bytes.length);
        prefix.writeBytes(bigEndian(Fingerprint.of(bytes) >>> SEGMENT_BITS));
        prefix.write(bytes.length >>> 8);
        prefix.write(bytes.length);
        prefix.writeBytes(bytes);
        return prefix.toByteArray();
    }

    private static void escape(ByteArrayOutputStream target, Octets sortKey) {
        for (byte octet : sortKey.array()) {
            target.write(octet);
            if (octet == 0) {
                target.write(0xff);
            }
        }
    }

    /// Where the items of a query lie.
    static Span span(KeyRange range) {
        byte[] prefix = prefix(range.hash());
        Octets to = range.to();
        return new Span(
                bound(prefix, range.from()), to == null ? Span.behind(prefix) : bound(prefix, to));
    }

    /// Without the bytes that end a sort key, so that it stands before all that begin with it.
    private static byte[] bound(byte[] prefix, Octets sortKey) {
        ByteArrayOutputStream bound = new ByteArrayOutputStream();
        bound.writeBytes(prefix);
        escape(bound, sortKey);
        return bound.toByteArray();
    }

    /// Where one of several like parts of all items lies.
    static Span segment(int segment, int segments) {
        long end = edge(segment + 1, segments);
        return new Span(
                bigEndian(edge(segment, segments)),
                end == 1L << SEGMENT_BITS ? null : bigEndian(end));
    }

    private static long edge(long segment, long segments) {
        return (segment << SEGMENT_BITS) / segments;
    }

    private static byte[] bigEndian(long value) {
        return new byte[] {
            (byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value
        };
    }
}
