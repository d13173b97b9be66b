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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// BatchGetItem: up to 100 items of several tables, as they were at one moment, and up to 16 MB.
final class BatchGetItem implements Operation {
    private static final String REQUESTS = "RequestItems";
    private static final int MAX_KEYS = 100;
    private static final long MAX_BYTES = 16 << 20;

    private static final Structure INPUT =
            Structure.of("BatchGetItemInput")
                    .required(
                            REQUESTS,
                            Shape.map(
                                    TableShapes.TABLE_NAME,
                                    ItemShapes.projected(
                                            Structure.of("KeysAndAttributes")
                                                    .required(
                                                            "Keys",
                                                            Shape.list(
                                                                    ItemShapes.ITEM, 1, MAX_KEYS))
                                                    .optional("ConsistentRead", Shape.flag())),
                                    1,
                                    MAX_KEYS))
                    .optional("ReturnConsumedCapacity", ItemShapes.RETURN_CAPACITY);

    private final TableEngine engine;

    BatchGetItem(TableEngine engine) {
        this.engine = engine;
    }

    /// What is asked of one table.
    ///
    /// @param name as the client calls the table
    /// @param projection null for everything
    private record Part(
            String name,
            TableKey table,
            List<Item> keys,
            @Nullable Projection projection,
            Values asked) {}

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public void answer(Call call, Output output) {
        List<Part> parts = parts(call);
        List<Read> reads = new ArrayList<>();
        parts.forEach(part -> part.keys().forEach(key -> reads.add(new Read(part.table(), key))));
        if (reads.size() > MAX_KEYS) {
            throw Refusal.validation("Too many items requested for the BatchGetItem call");
        }
        List<@Nullable Item> items = engine.readAll(reads);
        Map<Part, List<Item>> left = new LinkedHashMap<>();
        Map<TableKey, Double> units = new LinkedHashMap<>();
        output.name("Responses").beginStructure();
        int at = 0;
        long bytes = 0;
        for (Part part : parts) {
            output.name(part.name()).beginList();
            for (Item key : part.keys()) {
                Item item = items.get(at++);
                long size = item == null ? 0 : item.bytes();
                bytes += size;
                if (bytes > MAX_BYTES) {
                    left.computeIfAbsent(part, _ -> new ArrayList<>()).add(key);
                    continue;
                }
                boolean consistent = part.asked().flag("ConsistentRead");
                units.merge(part.table(), Capacity.ofRead(size, consistent), Double::sum);
                if (item != null) {
                    ItemMembers.item(output, ReadTerms.show(part.projection(), item));
                }
            }
            output.endList();
        }
        output.endStructure().name("UnprocessedKeys").beginStructure();
        left.forEach((part, keys) -> unprocessed(output, part, keys));
        output.endStructure();
        Capacity.tellAll(output, call.input(), units);
    }

    private static List<Part> parts(Call call) {
        List<Part> parts = new ArrayList<>();
        call.input()
                .structuresByName(REQUESTS)
                .forEach((name, asked) -> {
                    ReadTerms.RULE.check(asked);
                    List<Item> keys = Given.items(asked, "Keys");
                    if (new HashSet<>(keys).size() < keys.size()) {
                        throw Refusal.validation("Provided list of item keys contains duplicates");
                    }
                    Projection projection = ReadTerms.projection(asked);
                    parts.add(new Part(name, call.table(name), keys, projection, asked));
                });
        return parts;
    }

    /// What is asked of a table but for the keys that were answered.
    private static void unprocessed(Output output, Part part, List<Item> keys) {
        Values asked = part.asked();
        output.name(part.name()).beginStructure().name("Keys").beginList();
        keys.forEach(key -> ItemMembers.item(output, key));
        output.endList();
        if (asked.has("ConsistentRead")) {
            output.flag("ConsistentRead", asked.flag("ConsistentRead"));
        }
        if (asked.has("AttributesToGet")) {
            output.name("AttributesToGet").beginList();
            asked.texts("AttributesToGet").forEach(output::text);
            output.endList();
        }
        String projection = asked.textOrNull("ProjectionExpression");
        if (projection != null) {
            output.text("ProjectionExpression", projection);
        }
        if (asked.has("ExpressionAttributeNames")) {
            output.name("ExpressionAttributeNames").beginStructure();
            asked.dictionary("ExpressionAttributeNames").forEach(output::text);
            output.endStructure();
        }
        output.endStructure();
    }
}
