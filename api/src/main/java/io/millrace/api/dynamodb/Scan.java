package io.millrace.api.dynamodb;

import io.millrace.table.ItemPage;
import io.millrace.table.ScanCall;
import io.millrace.table.TableEngine;
import io.millrace.table.TableKey;
import io.millrace.table.value.Item;
import io.millrace.wire.Output;
import io.millrace.wire.Shape;
import io.millrace.wire.Structure;
import io.millrace.wire.Values;
import java.util.List;

/// Scan: a page of all items of a table or an index, or of one of several parts of them.
final class Scan implements Operation {
    private static final String SEGMENT = "Segment";
    private static final String SEGMENTS = "TotalSegments";
    private static final int MAX_SEGMENTS = 1_000_000;

    private static final Structure INPUT =
            PageTerms.shape(
                    Structure.of("ScanInput")
                            .optional("ScanFilter", ItemShapes.CONDITIONS)
                            .optional(SEGMENT, Shape.integer(0, MAX_SEGMENTS - 1))
                            .optional(SEGMENTS, Shape.integer(1, MAX_SEGMENTS)));

    private static final DialectRule RULE =
            new DialectRule(
                    List.of("ProjectionExpression", "FilterExpression"),
                    List.of("AttributesToGet", "ScanFilter", "ConditionalOperator"));

    private final TableEngine engine;

    Scan(TableEngine engine) {
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
        checkSegments(input);
        PageTerms.Terms terms = PageTerms.terms(input, "ScanFilter", Expressions.of(input));
        Selection selection = terms.selection().on(engine, table, index);
        ItemPage page =
                engine.scan(
                        new ScanCall(
                                table,
                                index,
                                terms.filter(),
                                start,
                                input.integerOr("Limit", 0),
                                input.integerOr(SEGMENT, 0),
                                input.integerOr(SEGMENTS, 1),
                                input.flag("ConsistentRead"),
                                selection.whole()));
        PageTerms.tell(output, input, table, selection, page);
    }

    private static void checkSegments(Values input) {
        if (input.has(SEGMENT) && !input.has(SEGMENTS)) {
            throw Refusal.validation(
                    "The TotalSegments parameter is required but was not present in the request"
                            + " when Segment parameter is present");
        }
        if (input.has(SEGMENTS) && !input.has(SEGMENT)) {
            throw Refusal.validation(
                    "The Segment parameter is required but was not present in the request when"
                            + " parameter TotalSegments is present");
        }
        if (input.has(SEGMENT) && input.integer(SEGMENT) >= input.integer(SEGMENTS)) {
            throw Refusal.validation(
                    "The Segment parameter is zero-based and must be less than parameter"
                            + " TotalSegments: Segment: "
                            + input.integer(SEGMENT)
                            + " is not less than TotalSegments: "
                            + input.integer(SEGMENTS));
        }
    }
}
