package io.millrace.conformance;

import static io.millrace.conformance.Tables.item;
import static io.millrace.conformance.Tables.n;
import static io.millrace.conformance.Tables.numbers;
import static io.millrace.conformance.Tables.s;
import static io.millrace.conformance.Tables.sorted;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.MillraceProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ComparisonOperator;
import software.amazon.awssdk.services.dynamodb.model.Condition;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.Select;

/// Queries and scans, of tables and indexes, through the AWS SDK for Java v2 against the packaged
/// server.
class TableQueriesTest {
    private static final String TABLE = "sorted";
    private static final int ITEMS = 20;

    @TempDir static Path data;
    private static MillraceProcess server;
    private static DynamoDbClient tables;

    @BeforeAll
    static void start() {
        server = MillraceProcess.server(data);
        tables = Tables.client(server.endpoint());
        Tables.createSorted(tables, TABLE);
        for (int i = -5; i < ITEMS - 5; i++) {
            int number = i;
            tables.putItem(r ->
                    r.tableName(TABLE)
                            .item(
                                    item(
                                            "pk",
                                            s("a"),
                                            "sk",
                                            n(number),
                                            "even",
                                            AttributeValue.fromBool(number % 2 == 0))));
        }
        tables.putItem(r -> r.tableName(TABLE).item(sorted("b", 1)));
    }

    @AfterAll
    static void stop() {
        tables.close();
        assertThat(server.terminate()).as(server.output()).isZero();
        assertThat(server.output()).doesNotContain("Exception", "\tat ");
    }

    private static List<String> range(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }

    @Test
    void aQueryComesInTheOrderOfNumbers() {
        QueryResponse all =
                tables.query(r ->
                        r.tableName(TABLE)
                                .keyConditionExpression("pk = :p")
                                .expressionAttributeValues(item(":p", s("a"))));
        assertThat(numbers(all.items(), "sk")).isEqualTo(range(-5, 15));
        assertThat(all.hasLastEvaluatedKey()).isFalse();
        QueryResponse some =
                tables.query(r ->
                        r.tableName(TABLE)
                                .keyConditionExpression("pk = :p AND sk BETWEEN :low AND :high")
                                .expressionAttributeValues(
                                        item(":p", s("a"), ":low", n(-2), ":high", n(2)))
                                .scanIndexForward(false));
        assertThat(numbers(some.items(), "sk")).containsExactly("2", "1", "0", "-1", "-2");
    }

    @Test
    void theLegacyDialectQueriesTheSame() {
        Condition hash =
                Condition.builder()
                        .comparisonOperator(ComparisonOperator.EQ)
                        .attributeValueList(s("a"))
                        .build();
        Condition range =
                Condition.builder()
                        .comparisonOperator(ComparisonOperator.LT)
                        .attributeValueList(n(0))
                        .build();
        Condition even =
                Condition.builder()
                        .comparisonOperator(ComparisonOperator.EQ)
                        .attributeValueList(AttributeValue.fromBool(true))
                        .build();
        QueryResponse found =
                tables.query(r ->
                        r.tableName(TABLE)
                                .keyConditions(Map.of("pk", hash, "sk", range))
                                .queryFilter(Map.of("even", even)));
        assertThat(numbers(found.items(), "sk")).containsExactly("-4", "-2");
        assertThat(found.scannedCount()).isEqualTo(5);
    }

    @Test
    void aQueryGoesOnFromPageToPage() {
        var pages =
                tables.queryPaginator(r ->
                        r.tableName(TABLE)
                                .keyConditionExpression("pk = :p")
                                .filterExpression("even = :e")
                                .expressionAttributeValues(
                                        item(":p", s("a"), ":e", AttributeValue.fromBool(true)))
                                .limit(3));
        List<String> found = new ArrayList<>();
        int scanned = 0;
        for (QueryResponse page : pages) {
            assertThat(page.scannedCount()).isLessThanOrEqualTo(3);
            scanned += page.scannedCount();
            found.addAll(numbers(page.items(), "sk"));
        }
        assertThat(found).containsExactly("-4", "-2", "0", "2", "4", "6", "8", "10", "12", "14");
        assertThat(scanned).isEqualTo(ITEMS);
        QueryResponse count =
                tables.query(r ->
                        r.tableName(TABLE)
                                .keyConditionExpression("pk = :p")
                                .expressionAttributeValues(item(":p", s("a")))
                                .select(Select.COUNT));
        assertThat(count.count()).isEqualTo(ITEMS);
        assertThat(count.hasItems()).isFalse();
    }

    @Test
    void aScanMeetsEveryItemOnceInItsSegments() {
        List<Map<String, AttributeValue>> found = new ArrayList<>();
        for (int segment = 0; segment < 4; segment++) {
            int number = segment;
            for (ScanResponse page :
                    tables.scanPaginator(
                            r -> r.tableName(TABLE).segment(number).totalSegments(4).limit(2))) {
                assertThat(page.count()).isLessThanOrEqualTo(2);
                found.addAll(page.items());
            }
        }
        assertThat(found).doesNotHaveDuplicates().hasSize(ITEMS + 1);
        assertThat(
                        tables.scan(r ->
                                        r.tableName(TABLE)
                                                .filterExpression("#e = :e")
                                                .expressionAttributeNames(Map.of("#e", "even"))
                                                .expressionAttributeValues(
                                                        item(":e", AttributeValue.fromBool(true))))
                                .count())
                .isEqualTo(ITEMS / 2);
    }

    @Test
    void aScanEndsItsPageAtAMegabyte() {
        Tables.create(tables, "large");
        String large = "x".repeat(300_000);
        for (int i = 0; i < 5; i++) {
            String key = "k" + i;
            tables.putItem(r -> r.tableName("large").item(item("pk", s(key), "v", s(large))));
        }
        ScanResponse first = tables.scan(r -> r.tableName("large"));
        assertThat(first.count()).isBetween(3, 4);
        assertThat(first.hasLastEvaluatedKey()).isTrue();
        assertThat(tables.scanPaginator(r -> r.tableName("large")).items()).hasSize(5);
    }

    @Test
    void anItemMovesInItsIndexWithItsOwner() {
        String table = "owned";
        Tables.createSorted(tables, table);
        for (int i = 0; i < 3; i++) {
            int number = i;
            tables.putItem(r -> r.tableName(table).item(sorted("lease" + number, number)));
        }
        assertThat(owned(table, "one")).isEmpty();
        for (int i = 0; i < 3; i++) {
            int number = i;
            own(table, number, number == 2 ? "two" : "one");
        }
        assertThat(owned(table, "one")).containsExactly("0", "1");
        own(table, 0, "two");
        assertThat(owned(table, "one")).containsExactly("1");
        assertThat(owned(table, "two")).containsExactly("0", "2");
        tables.updateItem(r ->
                r.tableName(table)
                        .key(sorted("lease2", 2))
                        .updateExpression("REMOVE #o")
                        .expressionAttributeNames(Map.of("#o", "owner")));
        tables.deleteItem(r -> r.tableName(table).key(sorted("lease1", 1)));
        assertThat(owned(table, "one")).isEmpty();
        assertThat(owned(table, "two")).containsExactly("0");
        assertThat(tables.scan(r -> r.tableName(table).indexName("byOwner")).count()).isEqualTo(1);
    }

    private static void own(String table, int number, String owner) {
        tables.updateItem(r ->
                r.tableName(table)
                        .key(sorted("lease" + number, number))
                        .updateExpression("SET #o = :o")
                        .expressionAttributeNames(Map.of("#o", "owner"))
                        .expressionAttributeValues(item(":o", s(owner))));
    }

    private static List<String> owned(String table, String owner) {
        List<String> found = new ArrayList<>();
        tables.queryPaginator(r ->
                        r.tableName(table)
                                .indexName("byOwner")
                                .keyConditionExpression("#o = :o")
                                .expressionAttributeNames(Map.of("#o", "owner"))
                                .expressionAttributeValues(item(":o", s(owner)))
                                .limit(1))
                .forEach(page -> found.addAll(numbers(page.items(), "sk")));
        return found;
    }
}
