package io.millrace.table;

import io.millrace.table.value.AttributeValue;
import io.millrace.table.value.Item;
import io.millrace.table.value.ItemCodec;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// An item as it is kept: encoded, under the key bytes of its table or of an index. Rows of indexes
/// share the bytes of the item with the table's row.
final class Row implements Keyed {
    /// What a row costs in the heap besides its bytes: this object, two array headers, their
    /// padding, a slot in a node that is three quarters full, and what belongs to a node.
    private static final long OVERHEAD_BYTES = 72;

    /// The same without the item's array.
    private static final long INDEX_OVERHEAD_BYTES = 56;

    private final byte[] key;
    private final byte[] item;

    /// Takes both arrays; nobody writes to them from now on.
    Row(byte[] key, byte[] item) {
        this.key = key;
        this.item = item;
    }

    @Override
    public byte[] key() {
        return key;
    }

    /// The same item under the key of an index.
    Row under(byte[] other) {
        return new Row(other, item);
    }

    /// The encoded item; nobody writes to it.
    byte[] bytes() {
        return item;
    }

    Item item() {
        return ItemCodec.decode(ByteBuffer.wrap(item));
    }

    @Nullable AttributeValue get(String attribute) {
        return ItemCodec.get(ByteBuffer.wrap(item), attribute);
    }

    /// Bytes of the heap that a table's row takes.
    long held() {
        return OVERHEAD_BYTES + key.length + item.length;
    }

    /// Bytes of the heap that an index's row takes, the item left out.
    long heldInIndex() {
        return INDEX_OVERHEAD_BYTES + key.length;
    }

    /// @param seed hash of the table it stands in
    long hash(long seed) {
        return Fingerprint.mix(seed + Fingerprint.of(key, item));
    }
}
