package io.millrace.table;

import io.millrace.table.expression.Condition;
import io.millrace.table.expression.ExpressionException;
import io.millrace.table.expression.Path;
import io.millrace.table.expression.Updated;
import io.millrace.table.value.Item;
import io.millrace.table.value.ItemCodec;
import io.millrace.table.value.ValueException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Carries out actions on items: functions of the tables before, which throw a {@link
/// TableException} where DynamoDB refuses.
final class ItemRules {
    /// DynamoDB's limit of an item.
    static final int MAX_ITEM_BYTES = 400 << 10;

    private ItemRules() {}

    /// @param after all tables after the action
    record Result(Tables after, TableOutcome.Change change) {}

    /// Carries out one action.
    static Result apply(Tables state, Action action, long memoryBytes) {
        Table table = state.require(action.table());
        byte[] key = keyOf(table.definition(), action);
        Row before = table.get(key);
        requireCondition(action, before);
        return switch (action) {
            case Action.Put put -> {
                Row after = new Row(key, ItemCodec.encode(put.item()));
                yield replace(state, table, before, after, List.of(), memoryBytes);
            }
            case Action.Edit edit when before == null && !edit.update().makesItem() ->
                    replace(state, table, null, null, List.of(), memoryBytes);
            case Action.Edit edit -> {
                Updated updated = edited(edit, before);
                KeyRules.requireItem(table.definition(), updated.item());
                requireSize(updated.item(), "Item size to update has exceeded");
                Row after = new Row(key, ItemCodec.encode(updated.item()));
                yield replace(state, table, before, after, updated.touched(), memoryBytes);
            }
            case Action.Remove _ -> replace(state, table, before, null, List.of(), memoryBytes);
            case Action.Check _ -> replace(state, table, before, before, List.of(), memoryBytes);
        };
    }

    /// Checks what an action says of itself, and finds the row's key.
    static byte[] keyOf(TableDefinition table, Action action) {
        Item item =
                switch (action) {
                    case Action.Put put -> {
                        KeyRules.requireItem(table, put.item());
                        requireSize(put.item(), "Item size has exceeded");
                        yield put.item();
                    }
                    case Action.Edit edit -> {
                        KeyRules.requireKey(table.keys(), edit.key());
                        requireNoKey(table.keys(), edit);
                        yield edit.key();
                    }
                    case Action.Remove remove -> required(table, remove.key());
                    case Action.Check check -> required(table, check.key());
                };
        return KeyLayout.key(table.keys(), item::get, new byte[0]);
    }

    private static Item required(TableDefinition table, Item key) {
        KeyRules.requireKey(table.keys(), key);
        return key;
    }

    private static void requireNoKey(KeySchema schema, Action.Edit edit) {
        for (String attribute : edit.update().attributes()) {
            if (schema.has(attribute)) {
                throw KeyRules.refused(
                        "One or more parameter values were invalid: Cannot update attribute "
                                + attribute
                                + ". This attribute is part of the key");
            }
        }
    }

    private static void requireCondition(Action action, @Nullable Row before) {
        Condition condition = action.condition();
        if (condition == null) {
            return;
        }
        Item item = before == null ? Item.EMPTY : before.item();
        if (!condition.holds(item)) {
            throw new TableException(
                    TableError.CONDITIONAL_CHECK_FAILED,
                    "The conditional request failed",
                    before != null && action.itemOnFailure() ? item : null,
                    List.of());
        }
    }

    private static Updated edited(Action.Edit edit, @Nullable Row before) {
        try {
            return edit.update().apply(before == null ? edit.key() : before.item());
        } catch (ExpressionException | ValueException e) {
            throw KeyRules.refused(String.valueOf(e.getMessage()));
        }
    }

    private static void requireSize(Item item, String what) {
        if (item.bytes() > MAX_ITEM_BYTES) {
            throw KeyRules.refused(what + " the maximum allowed size");
        }
    }

    private static Result replace(
            Tables state,
            Table table,
            @Nullable Row before,
            @Nullable Row after,
            List<Path> touched,
            long memoryBytes) {
        Tables next = state.with(table.changed(before, after));
        requireMemory(state, next, memoryBytes);
        return new Result(next, new TableOutcome.Change(before, after, touched));
    }

    /// Refuses what makes tables larger than they may be.
    static void requireMemory(Tables before, Tables after, long memoryBytes) {
        if (after.held() > memoryBytes && after.held() > before.held()) {
            throw new TableException(
                    TableError.ITEM_COLLECTION_SIZE_LIMIT_EXCEEDED,
                    "The tables of this server would take "
                            + after.held()
                            + " bytes of memory, more than the "
                            + memoryBytes
                            + " that --table-memory allows. Delete items, or start the server with"
                            + " more.");
        }
    }
}
