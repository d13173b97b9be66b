package io.millrace.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.Update;

/// The table of counts: a row for each minute and section, and one for each shard that says up to
/// where it has been counted.
///
/// ```
/// minute            section               hits  errors  place
/// 2026-11-25T16:29  /cart                   17       1
/// shard             shardId-000000000001                4968...-00000000
/// ```
final class CountTable {
    /// A transaction has 100 actions at most, and one of them moves the shard's place.
    static final int MOST_ROWS = 99;

    private static final String SHARDS = "shard";

    private final DynamoDbClient tables;
    private final String name;

    CountTable(DynamoDbClient tables, String name) {
        this.tables = tables;
        this.name = name;
    }

    /// What there is of a section in a minute.
    ///
    /// @param errors how many of the hits were answered with 500 or more
    record Row(String minute, String section, long hits, long errors) {}

    /// Makes the table unless it is there.
    void create() {
        Clients.createTable(tables, name, "minute", "section");
    }

    /// Up to where a shard has been counted.
    Place counted(String shard) {
        Map<String, AttributeValue> row =
                tables.getItem(r ->
                                r.tableName(name).key(keyOf(SHARDS, shard)).consistentRead(true))
                        .item();
        AttributeValue place = row.get("place");
        return place == null ? Place.START : new Place(place.s());
    }

    /// Adds to the counts and moves the shard's place, both or neither.
    ///
    /// @param from the place as it must be for this to happen
    /// @param deltas at most {@link #MOST_ROWS}, of different minutes or sections
    /// @return whether it happened
    boolean add(String shard, Place from, Place to, List<Row> deltas) {
        List<TransactWriteItem> actions = new ArrayList<>();
        actions.add(action(move(shard, from, to)));
        deltas.forEach(delta -> actions.add(action(addition(delta))));
        try {
            tables.transactWriteItems(r -> r.transactItems(actions));
            return true;
        } catch (TransactionCanceledException e) {
            if (isOfTheMoment(e)) {
                return false;
            }
            throw e;
        }
    }

    /// All counts, in no order.
    List<Row> rows() {
        return tables.scanPaginator(r -> r.tableName(name).consistentRead(true)).items().stream()
                .filter(item -> !in(item, "minute").s().equals(SHARDS))
                .map(item ->
                        new Row(
                                in(item, "minute").s(),
                                in(item, "section").s(),
                                Long.parseLong(in(item, "hits").n()),
                                Long.parseLong(in(item, "errors").n())))
                .toList();
    }

    private static AttributeValue in(Map<String, AttributeValue> item, String attribute) {
        return Objects.requireNonNull(item.get(attribute), attribute);
    }

    private Update move(String shard, Place from, Place to) {
        Update.Builder move =
                Update.builder()
                        .tableName(name)
                        .key(keyOf(SHARDS, shard))
                        .updateExpression("SET place = :to");
        if (from.equals(Place.START)) {
            return move.conditionExpression("attribute_not_exists(place)")
                    .expressionAttributeValues(Map.of(":to", AttributeValue.fromS(to.text())))
                    .build();
        }
        return move.conditionExpression("place = :from")
                .expressionAttributeValues(
                        Map.of(
                                ":from", AttributeValue.fromS(from.text()),
                                ":to", AttributeValue.fromS(to.text())))
                .build();
    }

    private Update addition(Row delta) {
        return Update.builder()
                .tableName(name)
                .key(keyOf(delta.minute(), delta.section()))
                .updateExpression("ADD hits :hits, errors :errors")
                .expressionAttributeValues(
                        Map.of(":hits", number(delta.hits()), ":errors", number(delta.errors())))
                .build();
    }

    /// Whether it was refused because somebody else was there before, or is there now.
    private static boolean isOfTheMoment(TransactionCanceledException refusal) {
        return refusal.cancellationReasons().stream()
                .allMatch(reason ->
                        switch (reason.code()) {
                            case "None",
                                    "ConditionalCheckFailed",
                                    "TransactionConflict",
                                    "ThrottlingError",
                                    "ProvisionedThroughputExceeded" ->
                                    true;
                            default -> false;
                        });
    }

    private static TransactWriteItem action(Update update) {
        return TransactWriteItem.builder().update(update).build();
    }

    private static Map<String, AttributeValue> keyOf(String minute, String section) {
        return Map.of(
                "minute", AttributeValue.fromS(minute), "section", AttributeValue.fromS(section));
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }
}
