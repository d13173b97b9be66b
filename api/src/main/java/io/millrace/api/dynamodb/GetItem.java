package io.millrace.api.dynamodb;

import io.millrace.table.Read;
import io.millrace.table.TableEngine;
import io.millrace.table.TableKey;
import io.millrace.table.expression.Projection;
import io.millrace.table.value.Item;
import io.millrace.wire.Output;
import io.millrace.wire.Shape;
import io.millrace.wire.Structure;
import io.millrace.wire.Values;

/// GetItem: an item by its key.
final class GetItem implements Operation {
    private static final Structure INPUT =
            ItemShapes.onItem(
                    ItemShapes.projected(
                            Structure.of("GetItemInput")
                                    .required("Key", ItemShapes.ITEM)
                                    .optional("ConsistentRead", Shape.flag())));

    private final TableEngine engine;

    GetItem(TableEngine engine) {
        this.engine = engine;
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public void answer(Call call, Output output) {
        Values input = call.input();
        TableKey table = call.table();
        ReadTerms.RULE.check(input);
        Item key = Given.item(input, "Key");
        Projection projection = ReadTerms.projection(input);
        Item item = engine.get(new Read(table, key));
        if (item != null) {
            ItemMembers.item(output, "Item", ReadTerms.show(projection, item));
        }
        long bytes = item == null ? 0 : item.bytes();
        Capacity.tell(output, input, table, Capacity.ofRead(bytes, input.flag("ConsistentRead")));
    }
}
