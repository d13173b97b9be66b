package io.millrace.api.dynamodb;

import io.millrace.table.Action;
import io.millrace.table.TableEngine;
import io.millrace.table.TableKey;
import io.millrace.table.value.Item;
import io.millrace.wire.Output;
import io.millrace.wire.Shape;
import io.millrace.wire.Structure;
import io.millrace.wire.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// BatchWriteItem: up to 25 puts and deletes without conditions, each by itself. All of them are
/// done when it answers.
final class BatchWriteItem implements Operation {
    private static final String REQUESTS = "RequestItems";
    private static final int MAX_WRITES = 25;

    private static final Structure WRITE =
            Structure.of("WriteRequest")
                    .optional(
                            "PutRequest",
                            Structure.of("PutRequest").required("Item", ItemShapes.ITEM))
                    .optional(
                            "DeleteRequest",
                            Structure.of("DeleteRequest").required("Key", ItemShapes.ITEM));

    private static final Structure INPUT =
            Structure.of("BatchWriteItemInput")
                    .required(
                            REQUESTS,
                            Shape.map(
                                    TableShapes.TABLE_NAME,
                                    Shape.list(WRITE, 1, MAX_WRITES),
                                    1,
                                    MAX_WRITES))
                    .optional("ReturnConsumedCapacity", ItemShapes.RETURN_CAPACITY)
                    .optional("ReturnItemCollectionMetrics", ItemShapes.RETURN_METRICS);

    private final TableEngine engine;

    BatchWriteItem(TableEngine engine) {
        this.engine = engine;
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public void answer(Call call, Output output) {
        List<Action> actions = new ArrayList<>();
        Map<TableKey, Double> units = new LinkedHashMap<>();
        call.input()
                .listsByName(REQUESTS)
                .forEach((name, writes) -> {
                    TableKey table = call.table(name);
                    for (Values write : writes) {
                        Action action = action(table, write);
                        actions.add(action);
                        units.merge(table, units(action), Double::sum);
                    }
                });
        if (actions.size() > MAX_WRITES) {
            throw Refusal.validation("Too many items requested for the BatchWriteItem call");
        }
        engine.writeAll(actions);
        output.name("UnprocessedItems").beginStructure().endStructure();
        Capacity.tellAll(output, call.input(), units);
    }

    private static Action action(TableKey table, Values write) {
        if (write.has("PutRequest") == write.has("DeleteRequest")) {
            throw Refusal.validation(
                    "Supplied AttributeValue has more than one datatypes set, must contain exactly"
                            + " one of the supported datatypes");
        }
        if (write.has("PutRequest")) {
            Item item = Given.item(write.structure("PutRequest"), "Item");
            return new Action.Put(table, item, null, false);
        }
        Item key = Given.item(write.structure("DeleteRequest"), "Key");
        return new Action.Remove(table, key, null, false);
    }

    /// Without what was there before, which the engine does not tell.
    private static double units(Action action) {
        return Capacity.ofWrite(action instanceof Action.Put put ? put.item().bytes() : 0);
    }
}
