package io.millrace.table;

import io.millrace.table.value.AttributeValue;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// By what an index orders the rows of a table.
sealed interface Indexing {
    /// Key of a table's row in the index; null if it does not belong there.
    byte @Nullable [] keyOf(Row row);

    /// A secondary index: rows that have all its key attributes.
    record Secondary(IndexDefinition definition) implements Indexing {
        @Override
        public byte @Nullable [] keyOf(Row row) {
            KeySchema schema = definition.keys();
            if (!KeyRules.belongs(schema, row::get)) {
                return null;
            }
            return KeyLayout.key(schema, row::get, row.key());
        }
    }

    /// The order in which items expire: 8 bytes of the second, then the table's key.
    record Expiry(String attribute) implements Indexing {
        @Override
        public byte @Nullable [] keyOf(Row row) {
            long second = secondOf(row);
            return second <= 0
                    ? null
                    : ByteBuffer.allocate(Long.BYTES + row.key().length)
                            .putLong(second)
                            .put(row.key())
                            .array();
        }

        /// When a row expires, in seconds since 1970; 0 for never.
        long secondOf(Row row) {
            AttributeValue value = row.get(attribute);
            return value instanceof AttributeValue.Numeral number
                    ? Math.max(0, number.value().toLong())
                    : 0;
        }
    }
}
