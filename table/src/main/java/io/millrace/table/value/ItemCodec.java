package io.millrace.table.value;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Encodes items: a version, then the attributes in the order of their names. Equal items have
/// equal bytes.
public final class ItemCodec {
    private static final int VERSION = 1;

    private ItemCodec() {}

    /// The item's bytes.
    public static byte[] encode(Item item) {
        Packer to = new Packer().octet(VERSION);
        ValueCodec.write(to, item.attributes());
        return to.bytes();
    }

    /// Reads an item; the buffer holds nothing else. Its position moves.
    ///
    /// @throws IllegalArgumentException if the bytes do not decode
    public static Item decode(ByteBuffer bytes) {
        Unpacker from = open(bytes);
        Item item = new Item(ValueCodec.readMap(from));
        from.end();
        return item;
    }

    /// Reads one attribute without making the others; null if the item has none of that name. The
    /// buffer's position moves.
    ///
    /// @throws IllegalArgumentException if the bytes do not decode
    public static @Nullable AttributeValue get(ByteBuffer bytes, String name) {
        Unpacker from = open(bytes);
        for (int left = from.length(); left > 0; left--) {
            if (from.text().equals(name)) {
                return ValueCodec.read(from);
            }
            ValueCodec.skip(from);
        }
        return null;
    }

    private static Unpacker open(ByteBuffer bytes) {
        Unpacker from = new Unpacker(bytes);
        int version = from.octet();
        if (version != VERSION) {
            throw new IllegalArgumentException("an item of version " + version);
        }
        return from;
    }
}
