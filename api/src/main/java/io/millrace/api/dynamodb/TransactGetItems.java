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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// TransactGetItems: up to 100 items as they were at one moment.
final class TransactGetItems implements Operation {
    private static final int MAX_READS = 100;

    private static final Structure INPUT =
            Structure.of("TransactGetItemsInput")
                    .required(
                            "TransactItems",
                            Shape.list(
                                    Structure.of("TransactGetItem")
                                            .required(
                                                    "Get",
                                                    Structure.of("Get")
                                                            .required("Key", ItemShapes.ITEM)
                                                            .required(
                                                                    "TableName",
                                                                    TableShapes.TABLE_NAME)
                                                            .optional(
                                                                    "ProjectionExpression",
                                                                    Shape.text())
                                                            .optional(
                                                                    "ExpressionAttributeNames",
                                                                    ItemShapes.NAMES)),
                                    1,
                                    MAX_READS))
                    .optional("ReturnConsumedCapacity", ItemShapes.RETURN_CAPACITY);

    private final TableEngine engine;

    TransactGetItems(TableEngine engine) {
        this.engine = engine;
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public void answer(Call call, Output output) {
        List<Read> reads = new ArrayList<>();
        List<@Nullable Projection> projections = new ArrayList<>();
        for (Values each : call.input().structures("TransactItems")) {
            Values get = each.structure("Get");
            reads.add(new Read(call.table(get.text("TableName")), Given.item(get, "Key")));
            Expressions expressions = Expressions.withNames(get);
            projections.add(expressions.projection());
            expressions.finish();
        }
        List<@Nullable Item> items = engine.readAll(reads);
        Map<TableKey, Double> units = new LinkedHashMap<>();
        output.name("Responses").beginList();
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            output.beginStructure();
            if (item != null) {
                ItemMembers.item(output, "Item", ReadTerms.show(projections.get(i), item));
            }
            output.endStructure();
            double one = Capacity.ofRead(item == null ? 0 : item.bytes(), true);
            units.merge(reads.get(i).table(), Capacity.TRANSACTION * one, Double::sum);
        }
        output.endList();
        Capacity.tellAll(output, call.input(), units);
    }
}
