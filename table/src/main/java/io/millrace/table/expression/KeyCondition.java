package io.millrace.table.expression;

import io.millrace.table.value.AttributeValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which items a query asks for, as it stands in the request: a key condition expression, or
/// KeyConditions. Which attribute is which part of the key, only the table knows.
///
/// @param parts one or two, of different attributes
public record KeyCondition(List<Part> parts) {
    /// What one attribute must be.
    ///
    /// @param values two for BETWEEN, else one
    public record Part(String attribute, KeyOperator operator, List<AttributeValue> values) {
        public Part {
            values = List.copyOf(values);
        }
    }

    /// A key attribute of the table or index.
    ///
    /// @param type S, N or B
    public record Key(String name, String type) {}

    public KeyCondition {
        parts = List.copyOf(parts);
    }

    /// Finds out what it means for a table or an index.
    ///
    /// @param range null if the key has none
    /// @throws ExpressionException if it does not fit the key: the partition key is not named, or
    ///   not with `=`, another attribute is, or a value is of another type
    public KeyRange on(Key hash, @Nullable Key range) {
        throw new UnsupportedOperationException();
    }
}
