package io.millrace.table.value;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Encodes items: a version, then the attributes in the order of their names. Equal items have
/// equal bytes.
public final class ItemCodec {
    private ItemCodec() {}

    /// The item's bytes.
    public static byte[] encode(Item item) {
        throw new UnsupportedOperationException();
    }

    /// Reads an item; the buffer holds nothing else.
    ///
    /// @throws IllegalArgumentException if the bytes do not decode
    public static Item decode(ByteBuffer bytes) {
        throw new UnsupportedOperationException();
    }

    /// Reads one attribute without making the others; null if the item has none of that name.
    ///
    /// @throws IllegalArgumentException if the bytes do not decode
    public static @Nullable AttributeValue get(ByteBuffer bytes, String name) {
        throw new UnsupportedOperationException();
    }
}
