package io.millrace.conformance;

import static io.millrace.conformance.Tables.item;
import static io.millrace.conformance.Tables.n;
import static io.millrace.conformance.Tables.pk;
import static io.millrace.conformance.Tables.s;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.testkit.MillraceProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.Get;
import software.amazon.awssdk.services.dynamodb.model.IdempotentParameterMismatchException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/// Batches and transactions through the AWS SDK for Java v2 against the packaged server, and what
/// is left of them when it is killed.
class TableTransactionsTest {
    private static final String TABLE = "many";
    private static final int WRITERS = 8;
    private static final int INCREMENTS = 25;

    @TempDir static Path data;
    private static MillraceProcess server;
    private static DynamoDbClient tables;

    @BeforeAll
    static void start() {
        server = MillraceProcess.server(data.resolve("server"));
        tables = Tables.client(server.endpoint());
        Tables.create(tables, TABLE);
    }

    @AfterAll
    static void stop() {
        tables.close();
        assertThat(server.terminate()).as(server.output()).isZero();
        assertThat(server.output()).doesNotContain("Exception", "\tat ");
    }

    private static WriteRequest put(Map<String, AttributeValue> item) {
        return WriteRequest.builder().putRequest(r -> r.item(item)).build();
    }

    private static WriteRequest delete(String key) {
        return WriteRequest.builder().deleteRequest(r -> r.key(pk(key))).build();
    }

    private static TransactWriteItem putNew(Map<String, AttributeValue> item) {
        return TransactWriteItem.builder()
                .put(
                        Put.builder()
                                .tableName(TABLE)
                                .item(item)
                                .conditionExpression("attribute_not_exists(pk)")
                                .returnValuesOnConditionCheckFailure("ALL_OLD")
                                .build())
                .build();
    }

    private static TransactWriteItem add(String key, long number) {
        return TransactWriteItem.builder()
                .update(u ->
                        u.tableName(TABLE)
                                .key(pk(key))
                                .updateExpression("ADD amount :x")
                                .expressionAttributeValues(item(":x", n(number))))
                .build();
    }

    private static boolean exists(String key) {
        return tables.getItem(r -> r.tableName(TABLE).key(pk(key))).hasItem();
    }

    @Test
    void aBatchWritesAndReads() {
        Tables.create(tables, "other");
        List<WriteRequest> puts =
                IntStream.range(0, 20).mapToObj(i -> put(pk("batch" + i))).toList();
        var written =
                tables.batchWriteItem(r ->
                        r.requestItems(Map.of(TABLE, puts, "other", List.of(put(pk("x")))))
                                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL));
        assertThat(written.unprocessedItems()).isEmpty();
        assertThat(written.consumedCapacity()).hasSize(2);
        tables.batchWriteItem(
                r -> r.requestItems(Map.of(TABLE, List.of(delete("batch0"), delete("nobody")))));
        BatchGetItemResponse read =
                tables.batchGetItem(r ->
                        r.requestItems(
                                Map.of(
                                        TABLE,
                                        keys("batch0", "batch1", "batch19"),
                                        "other",
                                        keys("x"))));
        assertThat(read.responses().get(TABLE))
                .containsExactlyInAnyOrder(pk("batch1"), pk("batch19"));
        assertThat(read.responses().get("other")).containsExactly(pk("x"));
        assertThat(read.unprocessedKeys()).isEmpty();
        assertThatThrownBy(() ->
                        tables.batchWriteItem(r ->
                                r.requestItems(Map.of(TABLE, List.of(put(pk("d")), delete("d"))))))
                .isInstanceOf(DynamoDbException.class)
                .hasMessageContaining("Provided list of item keys contains duplicates");
    }

    private static KeysAndAttributes keys(String... keys) {
        List<Map<String, AttributeValue>> all = new ArrayList<>();
        for (String key : keys) {
            all.add(pk(key));
        }
        return KeysAndAttributes.builder().keys(all).build();
    }

    @Test
    void aBatchOfMoreThanSixteenMegabytesIsReadInParts() {
        Tables.create(tables, "heavy");
        String heavy = "x".repeat(390_000);
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 45; i++) {
            String key = "k" + i;
            all.add(key);
            tables.putItem(r -> r.tableName("heavy").item(item("pk", s(key), "v", s(heavy))));
        }
        Map<String, KeysAndAttributes> left = Map.of("heavy", keys(all.toArray(String[]::new)));
        int read = 0;
        int calls = 0;
        while (!left.isEmpty()) {
            Map<String, KeysAndAttributes> asked = left;
            BatchGetItemResponse reply = tables.batchGetItem(r -> r.requestItems(asked));
            read += reply.responses().get("heavy").size();
            left = reply.unprocessedKeys();
            calls++;
        }
        assertThat(read).isEqualTo(45);
        assertThat(calls).isEqualTo(2);
    }

    @Test
    void aTransactionIsDoneAsAWholeOrNotAtAll() {
        tables.transactWriteItems(
                r -> r.transactItems(putNew(item("pk", s("first"), "v", n(1))), add("sum", 5)));
        assertThat(exists("first")).isTrue();
        TransactionCanceledException cancelled =
                catchThrowableOfType(
                        TransactionCanceledException.class,
                        () ->
                                tables.transactWriteItems(r ->
                                        r.transactItems(
                                                putNew(pk("second")),
                                                add("sum", 5),
                                                putNew(pk("first")))));
        assertThat(cancelled)
                .hasMessageContaining(
                        "Transaction cancelled, please refer cancellation reasons for specific"
                                + " reasons [None, None, ConditionalCheckFailed]");
        assertThat(cancelled.cancellationReasons())
                .extracting(CancellationReason::code)
                .containsExactly("None", "None", "ConditionalCheckFailed");
        CancellationReason reason = cancelled.cancellationReasons().getLast();
        assertThat(reason.item()).isEqualTo(item("pk", s("first"), "v", n(1)));
        assertThat(reason.message()).isEqualTo("The conditional request failed");
        assertThat(exists("second")).isFalse();
        var read = tables.transactGetItems(r -> r.transactItems(get("sum"), get("second")));
        assertThat(read.responses().getFirst().item()).containsEntry("amount", n(5));
        assertThat(read.responses().getLast().hasItem()).isFalse();
    }

    private static TransactGetItem get(String key) {
        return TransactGetItem.builder()
                .get(Get.builder().tableName(TABLE).key(pk(key)).build())
                .build();
    }

    @Test
    void aTransactionWithATokenIsDoneOnce() {
        for (int i = 0; i < 3; i++) {
            tables.transactWriteItems(
                    r -> r.transactItems(add("once", 1)).clientRequestToken("token"));
        }
        assertThat(tables.getItem(r -> r.tableName(TABLE).key(pk("once"))).item())
                .containsEntry("amount", n(1));
        assertThatThrownBy(() ->
                        tables.transactWriteItems(
                                r -> r.transactItems(add("once", 2)).clientRequestToken("token")))
                .isInstanceOf(IdempotentParameterMismatchException.class);
    }

    @Test
    void concurrentWritersLoseNoIncrement() throws Exception {
        tables.putItem(r -> r.tableName(TABLE).item(item("pk", s("counter"), "v", n(0))));
        try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                running.add(writers.submit(TableTransactionsTest::increment));
            }
            for (Future<?> writer : running) {
                writer.get();
            }
        }
        assertThat(tables.getItem(r -> r.tableName(TABLE).key(pk("counter"))).item())
                .containsEntry("v", n((long) WRITERS * INCREMENTS));
    }

    /// Optimistic: reads, and writes where nobody else has.
    private static void increment() {
        int done = 0;
        while (done < INCREMENTS) {
            done += incrementOnce() ? 1 : 0;
        }
    }

    private static boolean incrementOnce() {
        Map<String, AttributeValue> item =
                tables.getItem(r -> r.tableName(TABLE).key(pk("counter"))).item();
        long seen = Long.parseLong(item.get("v").n());
        try {
            tables.updateItem(r ->
                    r.tableName(TABLE)
                            .key(pk("counter"))
                            .updateExpression("SET v = :new")
                            .conditionExpression("v = :seen")
                            .expressionAttributeValues(
                                    item(":new", n(seen + 1), ":seen", n(seen))));
            return true;
        } catch (ConditionalCheckFailedException another) {
            return false;
        }
    }

    @Test
    void whatWasAcknowledgedOutlivesTheServer() {
        Path directory = data.resolve("killed");
        try (MillraceProcess first = MillraceProcess.server(directory);
                DynamoDbClient client = Tables.client(first.endpoint())) {
            Tables.createSorted(client, "kept");
            for (int i = 0; i < 50; i++) {
                int number = i;
                client.putItem(r ->
                        r.tableName("kept")
                                .item(
                                        item(
                                                "pk",
                                                s("p"),
                                                "sk",
                                                n(number),
                                                "owner",
                                                s("o" + number % 2))));
            }
            client.updateTimeToLive(r ->
                    r.tableName("kept")
                            .timeToLiveSpecification(t -> t.enabled(true).attributeName("ttl")));
            client.deleteItem(r -> r.tableName("kept").key(Tables.sorted("p", 7)));
            first.kill();
        }
        try (MillraceProcess second = MillraceProcess.server(directory);
                DynamoDbClient client = Tables.client(second.endpoint())) {
            assertThat(client.describeTable(r -> r.tableName("kept")).table().itemCount())
                    .isEqualTo(49);
            assertThat(
                            client.describeTimeToLive(r -> r.tableName("kept"))
                                    .timeToLiveDescription()
                                    .attributeName())
                    .isEqualTo("ttl");
            assertThat(
                            client.query(r ->
                                            r.tableName("kept")
                                                    .indexName("byOwner")
                                                    .keyConditionExpression("#o = :o AND sk < :max")
                                                    .expressionAttributeNames(Map.of("#o", "owner"))
                                                    .expressionAttributeValues(
                                                            item(":o", s("o1"), ":max", n(10))))
                                    .items())
                    .extracting(found -> found.get("sk").n())
                    .containsExactly("1", "3", "5", "9");
            assertThat(second.terminate()).as(second.output()).isZero();
        }
    }
}
