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
import java.util.List;
import org.jspecify.annotations.Nullable;

/// UpdateItem: changes the item with a key, or makes it.
final class UpdateItem implements Operation {
    private static final Structure INPUT =
            ItemShapes.conditional(
                    Structure.of("UpdateItemInput")
                            .required("Key", ItemShapes.ITEM)
                            .optional("AttributeUpdates", ItemShapes.UPDATES)
                            .optional("UpdateExpression", Shape.text()));

    private static final DialectRule RULE =
            new DialectRule(
                    List.of("UpdateExpression", "ConditionExpression"),
                    List.of("AttributeUpdates", "Expected", "ConditionalOperator"));

    /// Makes an item of its key alone, where there is none.
    private static final Update NOTHING = new Update(List.of(), false);

    private final TableEngine engine;

    UpdateItem(TableEngine engine) {
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
        RULE.check(input);
        Item key = Given.item(input, "Key");
        Update legacy = LegacyTerms.updates(input);
        Condition expected = LegacyTerms.expected(input);
        Expressions expressions = Expressions.of(input);
        Update update = expressions.update();
        Condition condition = expressions.condition();
        expressions.finish();
        Written written =
                engine.write(
                        new Action.Edit(
                                table,
                                key,
                                first(update, legacy),
                                condition == null ? expected : condition,
                                WriteTerms.itemOnFailure(input)));
        WriteTerms.tell(output, input, written);
        Capacity.tell(output, input, table, WriteTerms.units(written));
    }

    private static Update first(@Nullable Update one, @Nullable Update other) {
        if (one != null) {
            return one;
        }
        return other == null ? NOTHING : other;
    }
}
