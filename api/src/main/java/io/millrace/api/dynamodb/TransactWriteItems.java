package io.millrace.api.dynamodb;

import io.millrace.table.Action;
import io.millrace.table.TableEngine;
import io.millrace.table.TableKey;
import io.millrace.table.Written;
import io.millrace.table.expression.Condition;
import io.millrace.table.expression.Update;
import io.millrace.table.value.Item;
import io.millrace.wire.Output;
import io.millrace.wire.Shape;
import io.millrace.wire.Structure;
import io.millrace.wire.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// TransactWriteItems: up to 100 writes and checks, of which all are done or none.
final class TransactWriteItems implements Operation {
    private static final int MAX_ACTIONS = 100;
    private static final String CONDITION = "ConditionExpression";
    private static final List<String> KINDS = List.of("ConditionCheck", "Put", "Delete", "Update");

    private static final Structure ACTION =
            Structure.of("TransactWriteItem")
                    .optional(
                            "ConditionCheck",
                            part("ConditionCheck", "Key").required(CONDITION, Shape.text()))
                    .optional("Put", part("Put", "Item").optional(CONDITION, Shape.text()))
                    .optional("Delete", part("Delete", "Key").optional(CONDITION, Shape.text()))
                    .optional(
                            "Update",
                            part("Update", "Key")
                                    .optional(CONDITION, Shape.text())
                                    .required("UpdateExpression", Shape.text()));

    private static final Structure INPUT =
            Structure.of("TransactWriteItemsInput")
                    .required("TransactItems", Shape.list(ACTION, 1, MAX_ACTIONS))
                    .optional("ReturnConsumedCapacity", ItemShapes.RETURN_CAPACITY)
                    .optional("ReturnItemCollectionMetrics", ItemShapes.RETURN_METRICS)
                    .optional("ClientRequestToken", Shape.text(1, 36));

    private final TableEngine engine;

    TransactWriteItems(TableEngine engine) {
        this.engine = engine;
    }

    private static Structure part(String name, String item) {
        return ItemShapes.placeholders(
                Structure.of(name)
                        .required(item, ItemShapes.ITEM)
                        .required("TableName", TableShapes.TABLE_NAME)
                        .optional(
                                "ReturnValuesOnConditionCheckFailure",
                                ItemShapes.RETURN_ON_FAILURE));
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public void answer(Call call, Output output) {
        List<Action> actions = new ArrayList<>();
        for (Values each : call.input().structures("TransactItems")) {
            actions.add(action(call, each));
        }
        List<Written> written =
                engine.transact(
                        call.caller().account(),
                        call.caller().region(),
                        actions,
                        call.input().textOrNull("ClientRequestToken"));
        Map<TableKey, Double> units = new LinkedHashMap<>();
        for (int i = 0; i < actions.size(); i++) {
            double one = i < written.size() ? WriteTerms.units(written.get(i)) : 1;
            units.merge(actions.get(i).table(), Capacity.TRANSACTION * one, Double::sum);
        }
        Capacity.tellAll(output, call.input(), units);
    }

    private static Action action(Call call, Values each) {
        List<String> kinds = KINDS.stream().filter(each::has).toList();
        if (kinds.isEmpty()) {
            throw Refusal.validation(
                    "The action or operation requested is invalid. Verify that the action is typed"
                            + " correctly.");
        }
        if (kinds.size() > 1) {
            throw Refusal.validation(
                    "TransactItems can only contain one of Check, Put, Update or Delete");
        }
        String kind = kinds.getFirst();
        Values part = each.structure(kind);
        TableKey table = call.table(part.text("TableName"));
        boolean itemOnFailure = WriteTerms.itemOnFailure(part);
        if (kind.equals("Put")) {
            Item item = Given.item(part, "Item");
            return new Action.Put(table, item, condition(part), itemOnFailure);
        }
        Item key = Given.item(part, "Key");
        return switch (kind) {
            case "Update" -> edit(table, key, part, itemOnFailure);
            case "Delete" -> new Action.Remove(table, key, condition(part), itemOnFailure);
            default -> check(table, key, part, itemOnFailure);
        };
    }

    private static Action edit(TableKey table, Item key, Values part, boolean itemOnFailure) {
        Expressions expressions = Expressions.of(part);
        Update update = expressions.update();
        Condition condition = expressions.condition();
        expressions.finish();
        return new Action.Edit(
                table,
                key,
                Objects.requireNonNull(update, "UpdateExpression"),
                condition,
                itemOnFailure);
    }

    private static Action check(TableKey table, Item key, Values part, boolean itemOnFailure) {
        Condition condition = Objects.requireNonNull(condition(part), CONDITION);
        return new Action.Check(table, key, condition, itemOnFailure);
    }

    private static @Nullable Condition condition(Values part) {
        Expressions expressions = Expressions.of(part);
        Condition condition = expressions.condition();
        expressions.finish();
        return condition;
    }
}
