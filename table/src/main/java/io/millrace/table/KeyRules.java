package io.millrace.table;

import io.millrace.table.value.AttributeValue;
import io.millrace.table.value.Item;
import io.millrace.table.value.KeyBytes;
import io.millrace.table.value.Octets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What DynamoDB demands of the key attributes of items, in its words.
final class KeyRules {
    private static final int MAX_HASH_BYTES = 2048;
    private static final int MAX_RANGE_BYTES = 1024;
    private static final String INVALID = "One or more parameter values were invalid: ";

    private KeyRules() {}

    /// Checks an item that is to stand in a table.
    ///
    /// @throws TableException if a key is missing or wrong, or cannot stand in an index
    static void requireItem(TableDefinition table, Item item) {
        for (KeyAttribute attribute : table.keys().attributes()) {
            AttributeValue value = item.get(attribute.name());
            if (value == null) {
                throw refused(INVALID + "Missing the key " + attribute.name() + " in the item");
            }
            if (!value.type().equals(attribute.type().name())) {
                throw refused(
                        INVALID
                                + "Type mismatch for key "
                                + attribute.name()
                                + " expected: "
                                + attribute.type()
                                + " actual: "
                                + value.type());
            }
        }
        requireSizes(table.keys(), item);
        for (IndexDefinition index : table.indexes()) {
            requireIndexKeys(index, item);
        }
    }

    private static void requireIndexKeys(IndexDefinition index, Item item) {
        for (KeyAttribute attribute : index.keys().attributes()) {
            AttributeValue value = item.get(attribute.name());
            if (value == null) {
                continue;
            }
            if (!value.type().equals(attribute.type().name())) {
                throw refused(
                        INVALID
                                + "Type mismatch for Index Key "
                                + attribute.name()
                                + " Expected: "
                                + attribute.type()
                                + " Actual: "
                                + value.type()
                                + " IndexName: "
                                + index.name());
            }
            int most = mostBytes(index.keys(), attribute);
            Octets bytes = KeyBytes.of(value);
            if (bytes.length() == 0) {
                throw refused(
                        "One or more parameter values are not valid. A value specified for a"
                                + " secondary index key is not supported. The AttributeValue for a"
                                + " key attribute cannot contain an empty "
                                + nameOf(attribute.type())
                                + " value. IndexName: "
                                + index.name()
                                + ", IndexKey: "
                                + attribute.name());
            }
            if (bytes.length() > most) {
                throw refused(
                        INVALID
                                + "Size of index key "
                                + attribute.name()
                                + " has exceeded the maximum size limit of "
                                + most
                                + " bytes. IndexName: "
                                + index.name());
            }
        }
    }

    /// Checks what names an item: its key attributes and nothing else.
    ///
    /// @throws TableException if it is anything else
    static void requireKey(KeySchema schema, Item key) {
        if (!isKey(schema, key)) {
            throw refused("The provided key element does not match the schema");
        }
        requireSizes(schema, key);
    }

    private static boolean isKey(KeySchema schema, Item key) {
        return key.attributes().size() == schema.attributes().size() && has(schema, key);
    }

    /// Whether all key attributes are there and of the right type.
    static boolean has(KeySchema schema, Item item) {
        for (KeyAttribute attribute : schema.attributes()) {
            if (!fits(attribute, item.get(attribute.name()))) {
                return false;
            }
        }
        return true;
    }

    /// Whether a value may stand in a key attribute.
    static boolean fits(KeyAttribute attribute, @Nullable AttributeValue value) {
        return value != null && value.type().equals(attribute.type().name());
    }

    /// Whether an item belongs in an index: all key attributes of the index can stand there.
    static boolean belongs(KeySchema index, Function<String, @Nullable AttributeValue> attributes) {
        for (KeyAttribute attribute : index.attributes()) {
            AttributeValue value = attributes.apply(attribute.name());
            if (value == null || !fits(attribute, value)) {
                return false;
            }
            int length = KeyBytes.of(value).length();
            if (length == 0 || length > mostBytes(index, attribute)) {
                return false;
            }
        }
        return true;
    }

    private static int mostBytes(KeySchema schema, KeyAttribute attribute) {
        return attribute.equals(schema.hash()) ? MAX_HASH_BYTES : MAX_RANGE_BYTES;
    }

    private static void requireSizes(KeySchema schema, Item item) {
        for (KeyAttribute attribute : schema.attributes()) {
            AttributeValue value = item.get(attribute.name());
            Octets bytes = value == null ? Octets.EMPTY : KeyBytes.of(value);
            if (bytes.length() == 0) {
                throw refused(
                        "One or more parameter values are not valid. The AttributeValue for a key"
                                + " attribute cannot contain an empty "
                                + nameOf(attribute.type())
                                + " value. Key: "
                                + attribute.name());
            }
            if (attribute.equals(schema.hash()) && bytes.length() > MAX_HASH_BYTES) {
                throw refused(
                        INVALID
                                + "Size of hashkey has exceeded the maximum size limit of"
                                + MAX_HASH_BYTES
                                + " bytes");
            }
            if (!attribute.equals(schema.hash()) && bytes.length() > MAX_RANGE_BYTES) {
                throw refused(
                        INVALID
                                + "Aggregated size of all range keys has exceeded the size limit of "
                                + MAX_RANGE_BYTES
                                + " bytes");
            }
        }
    }

    private static String nameOf(KeyType type) {
        return type == KeyType.B ? "binary" : "string";
    }

    static TableException refused(String message) {
        return new TableException(TableError.VALIDATION, message);
    }
}
