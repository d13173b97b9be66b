package io.millrace.table;

import io.millrace.table.expression.Condition;
import io.millrace.table.expression.Update;
import io.millrace.table.value.Item;
import org.jspecify.annotations.Nullable;

/// One step on one item: a call of its own, or part of a transaction.
public sealed interface Action {
    /// The table.
    TableKey table();

    /// What must hold for the item there is (an empty one if there is none); null for nothing.
    @Nullable Condition condition();

    /// Whether the item is wanted with a refusal by the condition (ALL_OLD).
    boolean itemOnFailure();

    /// Puts a whole item in the place of the one there is.
    record Put(TableKey table, Item item, @Nullable Condition condition, boolean itemOnFailure)
            implements Action {}

    /// Changes an item, or makes it.
    ///
    /// @param key exactly the key attributes
    record Edit(
            TableKey table,
            Item key,
            Update update,
            @Nullable Condition condition,
            boolean itemOnFailure)
            implements Action {}

    /// Deletes an item; nothing happens if there is none.
    ///
    /// @param key exactly the key attributes
    record Remove(TableKey table, Item key, @Nullable Condition condition, boolean itemOnFailure)
            implements Action {}

    /// Changes nothing. Only within a transaction.
    ///
    /// @param key exactly the key attributes
    record Check(TableKey table, Item key, Condition condition, boolean itemOnFailure)
            implements Action {}
}
