package io.millrace.table;

import io.millrace.table.expression.Condition;
import io.millrace.table.expression.ExpressionCodec;
import io.millrace.table.value.Item;
import io.millrace.table.value.ItemCodec;
import io.millrace.table.value.Packer;
import io.millrace.table.value.Unpacker;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Encodes actions on items.
final class ActionCodec {
    private static final int PUT = 1;
    private static final int EDIT = 2;
    private static final int REMOVE = 3;
    private static final int CHECK = 4;

    private ActionCodec() {}

    static void write(Packer to, Action action) {
        switch (action) {
            case Action.Put put -> write(to.octet(PUT), put, put.item());
            case Action.Edit edit -> {
                write(to.octet(EDIT), edit, edit.key());
                ExpressionCodec.write(to, edit.update());
            }
            case Action.Remove remove -> write(to.octet(REMOVE), remove, remove.key());
            case Action.Check check -> write(to.octet(CHECK), check, check.key());
        }
    }

    private static void write(Packer to, Action action, Item item) {
        DefinitionCodec.write(to, action.table());
        to.sized(ItemCodec.encode(item))
                .octet(action.itemOnFailure() ? 1 : 0)
                .optional(action.condition(), ExpressionCodec::write);
    }

    static Action read(Unpacker from) {
        int kind = from.octet();
        TableKey table = DefinitionCodec.readKey(from);
        Item item = ItemCodec.decode(ByteBuffer.wrap(from.sized()));
        boolean itemOnFailure = DefinitionCodec.readFlag(from);
        @Nullable Condition condition = from.optional(ExpressionCodec::readCondition);
        return switch (kind) {
            case PUT -> new Action.Put(table, item, condition, itemOnFailure);
            case EDIT ->
                    new Action.Edit(
                            table,
                            item,
                            ExpressionCodec.readUpdate(from),
                            condition,
                            itemOnFailure);
            case REMOVE -> new Action.Remove(table, item, condition, itemOnFailure);
            case CHECK ->
                    new Action.Check(
                            table,
                            item,
                            Objects.requireNonNull(condition, "a check without condition"),
                            itemOnFailure);
            default -> throw new IllegalArgumentException(kind + " is no action");
        };
    }
}
