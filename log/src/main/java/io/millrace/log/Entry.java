package io.millrace.log;

import java.nio.charset.StandardCharsets;

/// One stored entry: an optional key, attribute bytes and a value, none of them interpreted, and
/// the place the back end gave it.
///
/// The bytes are views into a shared, immutable array: read them, never write them. Holding an
/// entry keeps its whole batch reachable.
public final class Entry {
    private final long position;
    private final long timeMillis;
    private final int epoch;
    private final byte[] array;
    private final int keyOffset;
    private final int keyLength;
    private final int attributesOffset;
    private final int attributesLength;
    private final int valueOffset;
    private final int valueLength;

    Entry(Batch.Cursor at, long position, long timeMillis, int epoch) {
        this.position = position;
        this.timeMillis = timeMillis;
        this.epoch = epoch;
        this.array = at.array();
        this.keyOffset = at.keyOffset();
        this.keyLength = at.keyLength();
        this.attributesOffset = at.attributesOffset();
        this.attributesLength = at.attributesLength();
        this.valueOffset = at.valueOffset();
        this.valueLength = at.valueLength();
    }

    /// Place in the shard's log, from 1, rising, possibly with gaps.
    public long position() {
        return position;
    }

    /// Instant the back end gave the entry, in milliseconds since 1970; never falls within a shard.
    public long timeMillis() {
        return timeMillis;
    }

    /// Epoch of the owner that appended the entry; never falls within a shard.
    public int epoch() {
        return epoch;
    }

    /// The array that holds key, attributes and value.
    public byte[] array() {
        return array;
    }

    /// Whether the entry has a key; an empty key is a key.
    public boolean hasKey() {
        return keyLength >= 0;
    }

    /// The key as UTF-8 text; empty if there is none.
    public String key() {
        return new String(array, keyOffset, Math.max(0, keyLength), StandardCharsets.UTF_8);
    }

    public int keyOffset() {
        return keyOffset;
    }

    /// Length of the key in bytes, -1 if there is none.
    public int keyLength() {
        return keyLength;
    }

    public int attributesOffset() {
        return attributesOffset;
    }

    public int attributesLength() {
        return attributesLength;
    }

    public int valueOffset() {
        return valueOffset;
    }

    public int valueLength() {
        return valueLength;
    }
}
