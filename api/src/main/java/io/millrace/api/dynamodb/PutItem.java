package io.millrace.api.dynamodb;

import io.millrace.table.Action;
import io.millrace.table.TableEngine;
import io.millrace.table.TableKey;
import io.millrace.table.Written;
import io.millrace.table.expression.Condition;
import io.millrace.table.value.Item;
import io.millrace.wire.Output;
import io.millrace.wire.Structure;
import io.millrace.wire.Values;

/// PutItem: puts an item in the place of the one with its key.
final class PutItem implements Operation {
    private static final Structure INPUT =
            ItemShapes.conditional(Structure.of("PutItemInput").required("Item", ItemShapes.ITEM));

    private final TableEngine engine;

    PutItem(TableEngine engine) {
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
        WriteTerms.RULE.check(input);
        Item item = Given.item(input, "Item");
        Condition condition = WriteTerms.condition(input);
        WriteTerms.requireOldOrNone(input);
        Written written =
                engine.write(
                        new Action.Put(table, item, condition, WriteTerms.itemOnFailure(input)));
        WriteTerms.tell(output, input, written);
        Capacity.tell(output, input, table, WriteTerms.units(written));
    }
}
