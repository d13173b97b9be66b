package io.millrace.table;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the key of a table or an index is made of.
///
/// @param hash partition key
/// @param range sort key; null if there is none
public record KeySchema(KeyAttribute hash, @Nullable KeyAttribute range) {
    /// The attributes, the partition key first.
    public List<KeyAttribute> attributes() {
        return range == null ? List.of(hash) : List.of(hash, range);
    }

    /// Whether an attribute is part of the key.
    public boolean has(String attribute) {
        return hash.name().equals(attribute) || (range != null && range.name().equals(attribute));
    }
}
