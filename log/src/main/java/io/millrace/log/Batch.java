package io.millrace.log;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// An immutable, encoded run of entries for one shard: what a caller appends, what a back end
/// stores as it is, and what a reader gets back. It is encoded once, by the caller, off the single
/// sequencer thread.
///
/// Bytes of one entry, in order; a varint is LEB128, unsigned:
///
/// ```
/// varint  key length + 1   (0 = no key)
/// bytes   key
/// varint  attributes length
/// bytes   attributes
/// varint  value length
/// bytes   value
/// ```
///
/// All entries of a batch get one time and one epoch, and positions without a gap.
public final class Batch {
    /// Most bytes one batch may hold: a journal frame holds a batch whole, and the largest record
    /// is 10 MiB.
    public static final int MAX_BYTES = 12 << 20;

    private final byte[] bytes;
    private final int offset;
    private final int length;
    private final int count;
    private final int crc32c;

    private Batch(byte[] bytes, int offset, int length, int count, int crc32c) {
        this.bytes = bytes;
        this.offset = offset;
        this.length = length;
        this.count = count;
        this.crc32c = crc32c;
    }

    /// Starts a batch of about `expectedBytes`.
    public static Builder builder(int expectedBytes) {
        return new Builder(expectedBytes);
    }

    /// Wraps stored bytes without copying. The caller gives up the right to write to them.
    ///
    /// @param crc32c what the batch carried when it was stored; see {@link #verify()}
    public static Batch stored(byte[] bytes, int offset, int length, int count, int crc32c) {
        if (offset < 0 || length < 0 || offset + length > bytes.length || count < 1) {
            throw new IllegalArgumentException(
                    "batch of " + count + " at " + offset + "+" + length);
        }
        return new Batch(bytes, offset, length, count, crc32c);
    }

    /// Number of entries, at least 1.
    public int count() {
        return count;
    }

    /// Length of the encoded entries in bytes.
    public int length() {
        return length;
    }

    /// CRC32C of the encoded entries (RFC 3720, B.4).
    public int crc32c() {
        return crc32c;
    }

    /// Whether the bytes still have the checksum they were stored with.
    public boolean verify() {
        return crcOf(bytes, offset, length) == crc32c;
    }

    /// Copies the encoded entries.
    public void writeTo(ByteBuffer target) {
        target.put(bytes, offset, length);
    }

    /// Hands the entries to `sink` in order, the first at `firstPosition`.
    ///
    /// @throws CorruptLogException if the bytes do not decode
    public void forEach(long firstPosition, long timeMillis, int epoch, Consumer<Entry> sink) {
        Cursor cursor = new Cursor(bytes, offset, offset + length);
        for (int i = 0; i < count; i++) {
            cursor.next();
            sink.accept(new Entry(cursor, firstPosition + i, timeMillis, epoch));
        }
        if (cursor.at != offset + length) {
            throw new CorruptLogException(
                    "batch of "
                            + count
                            + " entries has "
                            + (offset + length - cursor.at)
                            + " spare bytes");
        }
    }

    private static int crcOf(byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }

    /// Walks encoded entries. Not for use by more than one thread.
    static final class Cursor {
        private final byte[] array;
        private final int end;
        private int at;
        private int keyOffset;
        private int keyLength;
        private int attributesOffset;
        private int attributesLength;
        private int valueOffset;
        private int valueLength;

        Cursor(byte[] array, int start, int end) {
            this.array = array;
            this.at = start;
            this.end = end;
        }

        void next() {
            keyLength = varint() - 1;
            keyOffset = skip(Math.max(0, keyLength));
            attributesLength = varint();
            attributesOffset = skip(attributesLength);
            valueLength = varint();
            valueOffset = skip(valueLength);
        }

        private int skip(int bytes) {
            int from = at;
            if (bytes < 0 || bytes > end - at) {
                throw new CorruptLogException(
                        "an entry of "
                                + bytes
                                + " bytes at "
                                + at
                                + " passes the end of its batch at "
                                + end);
            }
            at += bytes;
            return from;
        }

        private int varint() {
            int value = 0;
            for (int shift = 0; shift < 35; shift += 7) {
                if (at >= end) {
                    break;
                }
                byte b = array[at++];
                value |= (b & 0x7f) << shift;
                if (b >= 0) {
                    return value;
                }
            }
            throw new CorruptLogException("a length without an end at " + at);
        }

        byte[] array() {
            return array;
        }

        int keyOffset() {
            return keyOffset;
        }

        int keyLength() {
            return keyLength;
        }

        int attributesOffset() {
            return attributesOffset;
        }

        int attributesLength() {
            return attributesLength;
        }

        int valueOffset() {
            return valueOffset;
        }

        int valueLength() {
            return valueLength;
        }
    }

    /// Collects entries into one batch. Not for use by more than one thread, nor after {@link
    /// #build()}.
    public static final class Builder {
        private byte[] bytes;
        private int length;
        private int count;

        private Builder(int expectedBytes) {
            bytes = new byte[Math.max(64, expectedBytes)];
        }

        /// Adds one entry; `key` is null for none.
        public Builder add(byte @Nullable [] key, byte[] attributes, byte[] value) {
            return add(key, attributes, value, 0, value.length);
        }

        /// Adds one entry whose value is part of an array.
        public Builder add(
                byte @Nullable [] key,
                byte[] attributes,
                byte[] value,
                int valueOffset,
                int valueLength) {
            int keyLength = key == null ? 0 : key.length;
            reserve(15L + keyLength + attributes.length + valueLength);
            varint(key == null ? 0 : keyLength + 1);
            if (key != null) {
                copy(key, 0, keyLength);
            }
            varint(attributes.length);
            copy(attributes, 0, attributes.length);
            varint(valueLength);
            copy(value, valueOffset, valueLength);
            count++;
            return this;
        }

        public int count() {
            return count;
        }

        /// Bytes encoded so far.
        public int length() {
            return length;
        }

        /// Ends the batch.
        public Batch build() {
            if (count == 0) {
                throw new IllegalStateException("a batch without entries");
            }
            return new Batch(bytes, 0, length, count, crcOf(bytes, 0, length));
        }

        private void reserve(long more) {
            long needed = length + more;
            if (needed > MAX_BYTES) {
                throw new IllegalArgumentException(
                        "a batch of " + needed + " bytes exceeds " + MAX_BYTES);
            }
            if (needed > bytes.length) {
                bytes =
                        Arrays.copyOf(
                                bytes,
                                (int) Math.min(MAX_BYTES, Math.max(needed, bytes.length * 2L)));
            }
        }

        private void varint(int value) {
            int rest = value;
            while ((rest & ~0x7f) != 0) {
                bytes[length++] = (byte) (rest | 0x80);
                rest >>>= 7;
            }
            bytes[length++] = (byte) rest;
        }

        private void copy(byte[] from, int offset, int bytesToCopy) {
            System.arraycopy(from, offset, bytes, length, bytesToCopy);
            length += bytesToCopy;
        }
    }
}
