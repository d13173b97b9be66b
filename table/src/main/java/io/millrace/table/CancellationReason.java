package io.millrace.table;

import io.millrace.table.value.Item;
import org.jspecify.annotations.Nullable;

/// Why one action of a transaction stood in its way.
///
/// @param code such as `ConditionalCheckFailed`; `None` if the action was all right
/// @param message null with the code `None`
/// @param item the item there is, where that was asked for
public record CancellationReason(String code, @Nullable String message, @Nullable Item item) {
    /// Of an action that was all right.
    public static final CancellationReason NONE = new CancellationReason("None", null, null);
}
