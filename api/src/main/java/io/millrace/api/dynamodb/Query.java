package io.millrace.api.dynamodb;

import io.millrace.table.ItemPage;
import io.millrace.table.QueryCall;
import io.millrace.table.TableEngine;
import io.millrace.table.TableKey;
import io.millrace.table.expression.KeyCondition;
import io.millrace.table.expression.Legacy;
import io.millrace.table.value.Item;
import io.millrace.wire.Output;
import io.millrace.wire.Shape;
import io.millrace.wire.Structure;
import io.millrace.wire.Values;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Query: a page of the items with one partition key, of a table or of an index.
final class Query implements Operation {
    private static final String KEY_CONDITIONS = "KeyConditions";
    private static final String FORWARD = "ScanIndexForward";

    private static final Structure INPUT =
            PageTerms.shape(
                    Structure.of("QueryInput")
                            .optional(KEY_CONDITIONS, ItemShapes.CONDITIONS)
                            .optional("QueryFilter", ItemShapes.CONDITIONS)
                            .optional("KeyConditionExpression", Shape.text())
                            .optional(FORWARD, Shape.flag()));

    private static final DialectRule RULE =
            new DialectRule(
                    List.of("ProjectionExpression", "FilterExpression", "KeyConditionExpression"),
                    List.of(
                            "AttributesToGet",
                            "QueryFilter",
                            "ConditionalOperator",
                            KEY_CONDITIONS));

    private final TableEngine engine;

    Query(TableEngine engine) {
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
        String index = input.textOrNull("IndexName");
        RULE.check(input);
        Item start = PageTerms.start(input);
        Expressions expressions = Expressions.of(input);
        KeyCondition keys = keys(input, expressions.keyCondition());
        PageTerms.Terms terms = PageTerms.terms(input, "QueryFilter", expressions);
        Selection selection = terms.selection().on(engine, table, index);
        ItemPage page =
                engine.query(
                        new QueryCall(
                                table,
                                index,
                                keys,
                                terms.filter(),
                                start,
                                input.integerOr("Limit", 0),
                                !input.has(FORWARD) || input.flag(FORWARD),
                                input.flag("ConsistentRead"),
                                selection.whole()));
        PageTerms.tell(output, input, table, selection, page);
    }

    private static KeyCondition keys(Values input, @Nullable KeyCondition expression) {
        if (expression != null) {
            return expression;
        }
        if (!input.has(KEY_CONDITIONS)) {
            throw Refusal.validation(
                    "Either the KeyConditions or KeyConditionExpression parameter must be specified"
                            + " in the request.");
        }
        return Legacy.keyConditions(LegacyTerms.criteria(input.structuresByName(KEY_CONDITIONS)));
    }
}
