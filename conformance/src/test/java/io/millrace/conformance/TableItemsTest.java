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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeAction;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.AttributeValueUpdate;
import software.amazon.awssdk.services.dynamodb.model.ComparisonOperator;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ConditionalOperator;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ExpectedAttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/// Reads and writes of one item, in both dialects, through the AWS SDK for Java v2 against the
/// packaged server.
class TableItemsTest {
    private static final String TABLE = "items";

    @TempDir static Path data;
    private static MillraceProcess server;
    private static DynamoDbClient tables;

    @BeforeAll
    static void start() {
        server = MillraceProcess.server(data);
        tables = Tables.client(server.endpoint());
        Tables.create(tables, TABLE);
    }

    @AfterAll
    static void stop() {
        tables.close();
        assertThat(server.terminate()).as(server.output()).isZero();
        assertThat(server.output()).doesNotContain("Exception", "\tat ");
    }

    private static void put(Map<String, AttributeValue> item) {
        tables.putItem(r -> r.tableName(TABLE).item(item));
    }

    private static Map<String, AttributeValue> get(String key) {
        return tables.getItem(r -> r.tableName(TABLE).key(pk(key)).consistentRead(true)).item();
    }

    private static ExpectedAttributeValue expected(AttributeValue value) {
        return ExpectedAttributeValue.builder().value(value).build();
    }

    private static ExpectedAttributeValue absent() {
        return ExpectedAttributeValue.builder().exists(false).build();
    }

    private static AttributeValueUpdate update(AttributeAction action, AttributeValue value) {
        return AttributeValueUpdate.builder().action(action).value(value).build();
    }

    private static AttributeValueUpdate removal() {
        return AttributeValueUpdate.builder().action(AttributeAction.DELETE).build();
    }

    @Test
    void everyTypeOfAttributeComesBack() {
        SdkBytes bytes = SdkBytes.fromByteArray(new byte[] {0, 1, -1});
        Map<String, AttributeValue> item =
                item(
                        "pk",
                        s("every type"),
                        "text",
                        s("Grüße \"\\ \u0000 \uD83D\uDE00"),
                        "empty",
                        s(""),
                        "number",
                        AttributeValue.fromN("-12345678901234567890123456789012345678"),
                        "bytes",
                        AttributeValue.fromB(bytes),
                        "true",
                        AttributeValue.fromBool(true),
                        "false",
                        AttributeValue.fromBool(false),
                        "null",
                        AttributeValue.fromNul(true),
                        "list",
                        AttributeValue.fromL(
                                List.of(s("a"), n(1), AttributeValue.fromL(List.of()))),
                        "map",
                        AttributeValue.fromM(Map.of("in", AttributeValue.fromM(Map.of()))),
                        "bytes set",
                        AttributeValue.fromBs(List.of(bytes)));
        put(item);
        assertThat(get("every type")).isEqualTo(item);
        put(
                item(
                        "pk",
                        s("sets"),
                        "ss",
                        AttributeValue.fromSs(List.of("b", "a")),
                        "ns",
                        AttributeValue.fromNs(List.of("10", "9.50"))));
        Map<String, AttributeValue> sets = get("sets");
        assertThat(sets.get("ss").ss()).containsExactlyInAnyOrder("a", "b");
        assertThat(sets.get("ns").ns()).containsExactlyInAnyOrder("9.5", "10");
        assertThat(tables.getItem(r -> r.tableName(TABLE).key(pk("nobody"))).hasItem()).isFalse();
    }

    @Test
    void aProjectionReturnsWhatItNames() {
        put(
                item(
                        "pk",
                        s("projected"),
                        "a",
                        n(1),
                        "b",
                        AttributeValue.fromL(List.of(n(10), n(11))),
                        "name",
                        s("reserved")));
        assertThat(
                        tables.getItem(r ->
                                        r.tableName(TABLE)
                                                .key(pk("projected"))
                                                .projectionExpression("#n, b[1]")
                                                .expressionAttributeNames(Map.of("#n", "name")))
                                .item())
                .isEqualTo(item("name", s("reserved"), "b", AttributeValue.fromL(List.of(n(11)))));
        assertThat(
                        tables.getItem(r ->
                                        r.tableName(TABLE)
                                                .key(pk("projected"))
                                                .attributesToGet("a", "missing"))
                                .item())
                .isEqualTo(item("a", n(1)));
    }

    /// What KCL sends to renew, take and evict leases.
    @Test
    void leasesAreKeptInTheLegacyDialect() {
        tables.putItem(r ->
                r.tableName(TABLE)
                        .item(item("pk", s("lease"), "leaseCounter", n(0)))
                        .expected(Map.of("pk", absent())));
        assertThatThrownBy(() ->
                        tables.putItem(r ->
                                r.tableName(TABLE)
                                        .item(pk("lease"))
                                        .expected(Map.of("pk", absent()))))
                .isInstanceOf(ConditionalCheckFailedException.class)
                .hasMessageContaining("The conditional request failed");
        Map<String, AttributeValue> taken = take();
        assertThat(taken)
                .isEqualTo(
                        item(
                                "pk",
                                s("lease"),
                                "leaseOwner",
                                s("worker"),
                                "leaseCounter",
                                n(1),
                                "ownerSwitches",
                                n(1)));
        ConditionalCheckFailedException failed =
                catchThrowableOfType(
                        ConditionalCheckFailedException.class,
                        () ->
                                tables.updateItem(r ->
                                        r.tableName(TABLE)
                                                .key(pk("lease"))
                                                .expected(Map.of("leaseCounter", expected(n(7))))
                                                .attributeUpdates(
                                                        Map.of(
                                                                "leaseCounter",
                                                                update(AttributeAction.PUT, n(8))))
                                                .returnValuesOnConditionCheckFailure(
                                                        ReturnValuesOnConditionCheckFailure
                                                                .ALL_OLD)));
        assertThat(failed.item()).isEqualTo(taken);
        assertThat(get("lease")).isEqualTo(taken);
    }

    /// As the leader assigns a lease that nobody has.
    private static Map<String, AttributeValue> take() {
        return tables.updateItem(r ->
                        r.tableName(TABLE)
                                .key(pk("lease"))
                                .expected(
                                        Map.of(
                                                "leaseOwner",
                                                absent(),
                                                "pk",
                                                ExpectedAttributeValue.builder()
                                                        .exists(true)
                                                        .value(s("lease"))
                                                        .build()))
                                .attributeUpdates(
                                        Map.of(
                                                "leaseOwner",
                                                update(AttributeAction.PUT, s("worker")),
                                                "leaseCounter",
                                                update(AttributeAction.ADD, n(1)),
                                                "ownerSwitches",
                                                update(AttributeAction.ADD, n(1)),
                                                "checkpointOwner",
                                                removal()))
                                .returnValues(ReturnValue.ALL_NEW))
                .attributes();
    }

    @Test
    void legacyConditionsCompare() {
        put(item("pk", s("compared"), "n", n(5), "s", s("hello")));
        var between =
                ExpectedAttributeValue.builder()
                        .comparisonOperator(ComparisonOperator.BETWEEN)
                        .attributeValueList(n(1), n(9))
                        .build();
        var begins =
                ExpectedAttributeValue.builder()
                        .comparisonOperator(ComparisonOperator.BEGINS_WITH)
                        .attributeValueList(s("nope"))
                        .build();
        assertThatThrownBy(() ->
                        tables.deleteItem(r ->
                                r.tableName(TABLE)
                                        .key(pk("compared"))
                                        .expected(Map.of("n", between, "s", begins))))
                .isInstanceOf(ConditionalCheckFailedException.class);
        assertThat(
                        tables.deleteItem(r ->
                                        r.tableName(TABLE)
                                                .key(pk("compared"))
                                                .expected(Map.of("n", between, "s", begins))
                                                .conditionalOperator(ConditionalOperator.OR)
                                                .returnValues(ReturnValue.ALL_OLD))
                                .attributes())
                .containsEntry("s", s("hello"));
        assertThat(get("compared")).isEmpty();
    }

    @Test
    void expressionsUpdate() {
        Map<String, AttributeValue> made =
                tables.updateItem(r ->
                                r.tableName(TABLE)
                                        .key(pk("counted"))
                                        .updateExpression(
                                                "SET lastSeq = :s, tags = list_append("
                                                        + "if_not_exists(tags, :none), :t)"
                                                        + " ADD amount :x, cnt :one")
                                        .conditionExpression(
                                                "attribute_not_exists (lastSeq) OR lastSeq < :s")
                                        .expressionAttributeValues(
                                                item(
                                                        ":s",
                                                        s("0001"),
                                                        ":t",
                                                        AttributeValue.fromL(List.of(s("t"))),
                                                        ":none",
                                                        AttributeValue.fromL(List.of()),
                                                        ":x",
                                                        n(10),
                                                        ":one",
                                                        n(1)))
                                        .returnValues(ReturnValue.UPDATED_NEW))
                        .attributes();
        assertThat(made)
                .isEqualTo(
                        item(
                                "lastSeq",
                                s("0001"),
                                "tags",
                                AttributeValue.fromL(List.of(s("t"))),
                                "amount",
                                n(10),
                                "cnt",
                                n(1)));
        assertRefusedTheSecondTime();
        assertThat(
                        tables.updateItem(r ->
                                        r.tableName(TABLE)
                                                .key(pk("counted"))
                                                .updateExpression(
                                                        "REMOVE tags SET cnt = cnt + :one")
                                                .expressionAttributeValues(item(":one", n(1)))
                                                .returnValues(ReturnValue.UPDATED_OLD))
                                .attributes())
                .containsOnlyKeys("tags", "cnt")
                .containsEntry("cnt", n(1));
    }

    private static void assertRefusedTheSecondTime() {
        ConditionalCheckFailedException again =
                catchThrowableOfType(
                        ConditionalCheckFailedException.class,
                        () ->
                                tables.updateItem(r ->
                                        r.tableName(TABLE)
                                                .key(pk("counted"))
                                                .updateExpression("ADD cnt :one")
                                                .conditionExpression("lastSeq < :s")
                                                .expressionAttributeValues(
                                                        item(":s", s("0001"), ":one", n(1)))
                                                .returnValuesOnConditionCheckFailure("ALL_OLD")));
        assertThat(again.item()).containsEntry("cnt", n(1)).containsEntry("pk", s("counted"));
    }

    @Test
    void capacityIsToldWhereItIsAskedFor() {
        var told =
                tables.putItem(r ->
                                r.tableName(TABLE)
                                        .item(item("pk", s("big"), "v", s("x".repeat(2_000))))
                                        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL))
                        .consumedCapacity();
        assertThat(told.tableName()).isEqualTo(TABLE);
        assertThat(told.capacityUnits()).isEqualTo(2.0);
        assertThat(
                        tables.getItem(r ->
                                        r.tableName(TABLE)
                                                .key(pk("big"))
                                                .returnConsumedCapacity(
                                                        ReturnConsumedCapacity.INDEXES))
                                .consumedCapacity()
                                .table()
                                .capacityUnits())
                .isEqualTo(0.5);
    }

    private static void refused(
            String text, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(DynamoDbException.class)
                .hasMessageContaining(text)
                .extracting(thrown -> ((DynamoDbException) thrown).awsErrorDetails().errorCode())
                .isEqualTo("ValidationException");
    }

    @Test
    void whatIsWrongIsSaidInTheWordsOfTheService() {
        refused(
                "Can not use both expression and non-expression parameters in the same request:"
                        + " Non-expression parameters: {Expected} Expression parameters:"
                        + " {ConditionExpression}",
                () ->
                        tables.putItem(r ->
                                r.tableName(TABLE)
                                        .item(pk("x"))
                                        .expected(Map.of("pk", absent()))
                                        .conditionExpression("attribute_exists(pk)")));
        refused(
                "The provided key element does not match the schema",
                () -> tables.getItem(r -> r.tableName(TABLE).key(item("id", s("x")))));
        refused(
                "The provided key element does not match the schema",
                () -> tables.getItem(r -> r.tableName(TABLE).key(item("pk", n(1)))));
        refused(
                "One or more parameter values were invalid: Missing the key pk in the item",
                () -> put(item("id", s("x"))));
        refused(
                "Supplied AttributeValue is empty, must contain exactly one of the supported"
                        + " datatypes",
                () -> put(item("pk", s("x"), "a", AttributeValue.builder().build())));
        refused(
                "Invalid UpdateExpression: Syntax error; token: \"=\", near: \"SET = =\"",
                () ->
                        tables.updateItem(r ->
                                r.tableName(TABLE).key(pk("x")).updateExpression("SET = = 1")));
        refused(
                "Value '' at 'tableName' failed to satisfy constraint",
                () -> tables.getItem(r -> r.tableName("").key(pk("x"))));
        refused(
                "Item size has exceeded the maximum allowed size",
                () -> put(item("pk", s("x"), "v", s("x".repeat(410_000)))));
    }
}
