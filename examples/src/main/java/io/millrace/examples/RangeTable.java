package io.millrace.examples;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/// The table of what is archived: a row for each shard.
///
/// `done` is the place up to which everything is archived, `intended` the end of the object that is
/// being written, if one is. Both only move forward, each from where the mover believes it to be.
final class RangeTable {
    private final DynamoDbClient tables;
    private final String name;

    RangeTable(DynamoDbClient tables, String name) {
        this.tables = tables;
        this.name = name;
    }

    /// How far a shard is archived.
    ///
    /// @param done every record up to here is in an object
    /// @param intended the records behind `done` up to here are one object, which may be there or
    ///   not
    record Range(Place done, Optional<Place> intended) {}

    /// Makes the table unless it is there.
    void create() {
        Clients.createTable(tables, name, "shard");
    }

    /// A shard's range as it stands.
    Range range(String shard) {
        return rangeOf(
                tables.getItem(r -> r.tableName(name).key(keyOf(shard)).consistentRead(true))
                        .item());
    }

    /// Settles where the next object ends, once and for all.
    ///
    /// @return the range as it stands now, which is another worker's if that was faster
    Range intend(String shard, Range range, Place end) {
        boolean first = range.done().equals(Place.START);
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":end", AttributeValue.fromS(end.text()));
        if (!first) {
            values.put(":done", AttributeValue.fromS(range.done().text()));
        }
        return update(
                shard,
                "SET intended = :end",
                "attribute_not_exists(intended) AND "
                        + (first ? "attribute_not_exists(done)" : "done = :done"),
                values);
    }

    /// Says that the intended object is there.
    ///
    /// @return the range as it stands now
    Range complete(String shard, Place end, int records) {
        return update(
                shard,
                "SET done = :end REMOVE intended ADD records :records, objects :one",
                "intended = :end",
                Map.of(
                        ":end", AttributeValue.fromS(end.text()),
                        ":records", AttributeValue.fromN(Integer.toString(records)),
                        ":one", AttributeValue.fromN("1")));
    }

    /// How many records there are in all objects.
    long records() {
        return tables.scanPaginator(r -> r.tableName(name).consistentRead(true)).items().stream()
                .map(row -> row.getOrDefault("records", AttributeValue.fromN("0")))
                .mapToLong(records -> Long.parseLong(records.n()))
                .sum();
    }

    private Range update(
            String shard, String change, String condition, Map<String, AttributeValue> values) {
        try {
            return rangeOf(
                    tables.updateItem(r ->
                                    r.tableName(name)
                                            .key(keyOf(shard))
                                            .updateExpression(change)
                                            .conditionExpression(condition)
                                            .expressionAttributeValues(values)
                                            .returnValues(ReturnValue.ALL_NEW))
                            .attributes());
        } catch (ConditionalCheckFailedException _) {
            return range(shard);
        }
    }

    private static Range rangeOf(Map<String, AttributeValue> row) {
        AttributeValue done = row.get("done");
        return new Range(
                done == null ? Place.START : new Place(done.s()),
                Optional.ofNullable(row.get("intended")).map(end -> new Place(end.s())));
    }

    private static Map<String, AttributeValue> keyOf(String shard) {
        return Map.of("shard", AttributeValue.fromS(shard));
    }
}
