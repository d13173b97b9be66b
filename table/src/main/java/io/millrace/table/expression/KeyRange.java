package io.millrace.table.expression;

import io.millrace.table.value.AttributeValue;
import io.millrace.table.value.Octets;
import org.jspecify.annotations.Nullable;

/// Items that lie side by side: one partition key, and sort keys from here to there, as {@link
/// io.millrace.table.value.KeyBytes} orders them.
///
/// @param hash value of the partition key
/// @param from least bytes of the sort key, included
/// @param to bytes of the sort key where it ends, excluded; null for no end
public record KeyRange(AttributeValue hash, Octets from, @Nullable Octets to) {
    /// Whether a sort key lies in it.
    public boolean holds(Octets sortKey) {
        return from.compareTo(sortKey) <= 0 && (to == null || sortKey.compareTo(to) < 0);
    }
}
