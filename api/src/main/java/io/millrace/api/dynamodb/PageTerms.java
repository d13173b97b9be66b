package io.millrace.api.dynamodb;

import io.millrace.table.ItemPage;
import io.millrace.table.TableKey;
import io.millrace.table.expression.Condition;
import io.millrace.table.expression.Projection;
import io.millrace.table.value.Item;
import io.millrace.wire.Output;
import io.millrace.wire.Shape;
import io.millrace.wire.Structure;
import io.millrace.wire.Values;
import org.jspecify.annotations.Nullable;

/// What queries and scans have in common.
final class PageTerms {
    private static final String START = "ExclusiveStartKey";

    private PageTerms() {}

    /// With what both take.
    static Structure shape(Structure structure) {
        return ItemShapes.placeholders(
                        ItemShapes.onItem(structure)
                                .optional("IndexName", TableShapes.INDEX_NAME)
                                .optional("Select", ItemShapes.SELECT)
                                .optional("AttributesToGet", ItemShapes.ATTRIBUTES_TO_GET)
                                .optional("Limit", Shape.integerFrom(1))
                                .optional("ConsistentRead", Shape.flag())
                                .optional("ConditionalOperator", ItemShapes.CONDITIONAL_OPERATOR)
                                .optional(START, ItemShapes.ITEM))
                .optional("ProjectionExpression", Shape.text())
                .optional("FilterExpression", Shape.text());
    }

    /// Where to go on; null for the begin.
    static @Nullable Item start(Values input) {
        if (input.custom(START) instanceof Flaw flaw) {
            throw Refusal.validation("The provided starting key is invalid: " + flaw.text());
        }
        return Given.itemOrNull(input, START);
    }

    /// The filter and what is shown, in either dialect.
    ///
    /// @param filter null for none
    record Terms(@Nullable Condition filter, Selection selection) {}

    /// @param legacyFilter `QueryFilter` or `ScanFilter`
    /// @param expressions whose other expressions have been read
    static Terms terms(Values input, String legacyFilter, Expressions expressions) {
        Condition filter = expressions.filter();
        Projection projection = expressions.projection();
        expressions.finish();
        if (projection == null) {
            projection = LegacyTerms.projection(input);
        }
        return new Terms(
                filter == null ? LegacyTerms.filter(input, legacyFilter) : filter,
                Selection.read(input, projection));
    }

    /// Writes a page and what it consumed.
    static void tell(
            Output output, Values input, TableKey table, Selection selection, ItemPage page) {
        selection.write(output, page);
        double units = Capacity.ofRead(page.bytes(), input.flag("ConsistentRead"));
        Capacity.tell(output, input, table, input.textOrNull("IndexName"), units);
    }
}
