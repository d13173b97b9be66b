package io.millrace.conformance;

import static io.millrace.conformance.Tables.attribute;
import static io.millrace.conformance.Tables.byOwner;
import static io.millrace.conformance.Tables.item;
import static io.millrace.conformance.Tables.key;
import static io.millrace.conformance.Tables.n;
import static io.millrace.conformance.Tables.pk;
import static io.millrace.conformance.Tables.s;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.testkit.MillraceProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ContinuousBackupsStatus;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexUpdate;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryStatus;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.Tag;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/// Tables of DynamoDB through the AWS SDK for Java v2 against the packaged server.
class TablesTest {
    /// The service takes up to days; here it is about a minute.
    private static final Duration EXPIRY_PATIENCE = Duration.ofMinutes(3);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    @TempDir static Path data;
    private static MillraceProcess server;
    private static DynamoDbClient tables;

    @BeforeAll
    static void start() {
        server = MillraceProcess.server(data);
        tables = Tables.client(server.endpoint());
    }

    @AfterAll
    static void stop() {
        tables.close();
        assertThat(server.terminate()).as(server.output()).isZero();
        assertThat(server.output()).doesNotContain("Exception", "\tat ");
    }

    @Test
    void aTableIsActiveAtOnceAndDescribedInFull() {
        TableDescription made = Tables.createSorted(tables, "described");
        assertThat(made.tableStatus()).isEqualTo(TableStatus.ACTIVE);
        tables.putItem(r ->
                r.tableName("described").item(item("pk", s("a"), "sk", n(1), "owner", s("x"))));
        TableDescription table = tables.describeTable(r -> r.tableName("described")).table();
        assertThat(table.tableArn())
                .isEqualTo("arn:aws:dynamodb:us-east-1:000000000000:table/described");
        assertThat(table.tableId()).hasSize(36);
        assertThat(table.creationDateTime())
                .isBetween(Instant.now().minusSeconds(3_600), Instant.now().plusSeconds(60));
        assertThat(table.itemCount()).isEqualTo(1);
        assertThat(table.tableSizeBytes()).isPositive();
        assertThat(table.billingModeSummary().billingMode()).isEqualTo(BillingMode.PAY_PER_REQUEST);
        assertThat(table.provisionedThroughput().readCapacityUnits()).isZero();
        assertThat(table.deletionProtectionEnabled()).isFalse();
        assertThat(table.keySchema())
                .containsExactly(key("pk", KeyType.HASH), key("sk", KeyType.RANGE));
        assertThat(table.attributeDefinitions())
                .contains(
                        attribute("pk", ScalarAttributeType.S),
                        attribute("sk", ScalarAttributeType.N),
                        attribute("owner", ScalarAttributeType.S));
        GlobalSecondaryIndexDescription index = table.globalSecondaryIndexes().getFirst();
        assertThat(index.indexStatus()).isEqualTo(IndexStatus.ACTIVE);
        assertThat(index.indexArn()).isEqualTo(table.tableArn() + "/index/byOwner");
        assertThat(index.projection().projectionType()).isEqualTo(ProjectionType.ALL);
        assertThat(index.itemCount()).isEqualTo(1);
        tables.waiter().waitUntilTableExists(r -> r.tableName("described"));
    }

    @Test
    void theReplyThatAddsAnIndexHoldsIt() {
        Tables.create(tables, "grows");
        tables.putItem(
                r -> r.tableName("grows").item(item("pk", s("lease-1"), "owner", s("worker"))));
        GlobalSecondaryIndex index = byOwner("pk", ProjectionType.KEYS_ONLY);
        TableDescription table =
                tables.updateTable(r ->
                                r.tableName("grows")
                                        .attributeDefinitions(
                                                attribute("pk", ScalarAttributeType.S),
                                                attribute("owner", ScalarAttributeType.S))
                                        .globalSecondaryIndexUpdates(creation(index)))
                        .tableDescription();
        assertThat(table.globalSecondaryIndexes())
                .extracting(
                        GlobalSecondaryIndexDescription::indexName,
                        GlobalSecondaryIndexDescription::indexStatus)
                .containsExactly(Tuple.tuple("byOwner", IndexStatus.ACTIVE));
        assertThat(
                        tables.query(r ->
                                        r.tableName("grows")
                                                .indexName("byOwner")
                                                .keyConditionExpression("#o = :o")
                                                .expressionAttributeNames(Map.of("#o", "owner"))
                                                .expressionAttributeValues(item(":o", s("worker"))))
                                .items())
                .containsExactly(item("pk", s("lease-1"), "owner", s("worker")));
        GlobalSecondaryIndexUpdate deletion =
                GlobalSecondaryIndexUpdate.builder().delete(d -> d.indexName("byOwner")).build();
        tables.updateTable(r -> r.tableName("grows").globalSecondaryIndexUpdates(deletion));
        assertThat(tables.describeTable(r -> r.tableName("grows")).table().globalSecondaryIndexes())
                .isEmpty();
    }

    private static GlobalSecondaryIndexUpdate creation(GlobalSecondaryIndex index) {
        return GlobalSecondaryIndexUpdate.builder()
                .create(c ->
                        c.indexName(index.indexName())
                                .keySchema(index.keySchema())
                                .projection(index.projection()))
                .build();
    }

    @Test
    void throughputAndProtectionChange() {
        tables.createTable(r ->
                r.tableName("metered")
                        .provisionedThroughput(t -> t.readCapacityUnits(10L).writeCapacityUnits(9L))
                        .keySchema(key("pk", KeyType.HASH))
                        .attributeDefinitions(attribute("pk", ScalarAttributeType.B))
                        .deletionProtectionEnabled(true));
        TableDescription table = tables.describeTable(r -> r.tableName("metered")).table();
        assertThat(table.provisionedThroughput().readCapacityUnits()).isEqualTo(10);
        assertThat(table.provisionedThroughput().writeCapacityUnits()).isEqualTo(9);
        assertThat(table.deletionProtectionEnabled()).isTrue();
        assertThatThrownBy(() -> tables.deleteTable(r -> r.tableName("metered")))
                .isInstanceOf(DynamoDbException.class)
                .hasMessageContaining("protected against deletion");
        TableDescription changed =
                tables.updateTable(r ->
                                r.tableName("metered")
                                        .billingMode(BillingMode.PAY_PER_REQUEST)
                                        .deletionProtectionEnabled(false))
                        .tableDescription();
        assertThat(changed.billingModeSummary().billingMode())
                .isEqualTo(BillingMode.PAY_PER_REQUEST);
        assertThat(changed.deletionProtectionEnabled()).isFalse();
        tables.deleteTable(r -> r.tableName("metered"));
        tables.waiter().waitUntilTableNotExists(r -> r.tableName("metered"));
    }

    @Test
    void tablesAreListedInPages() {
        for (String name : List.of("page-a", "page-b", "page-c")) {
            Tables.create(tables, name);
        }
        var first = tables.listTables(r -> r.exclusiveStartTableName("page").limit(2));
        assertThat(first.tableNames()).containsExactly("page-a", "page-b");
        assertThat(first.lastEvaluatedTableName()).isEqualTo("page-b");
        assertThat(tables.listTablesPaginator(r -> r.limit(1)).tableNames())
                .contains("page-a", "page-b", "page-c");
    }

    @Test
    void tablesThatAreThereOrNotAreToldApart() {
        Tables.create(tables, "twice");
        assertThatThrownBy(() -> Tables.create(tables, "twice"))
                .isInstanceOf(ResourceInUseException.class)
                .hasMessageContaining("Table already exists: twice");
        assertThatThrownBy(() -> tables.describeTable(r -> r.tableName("nowhere")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("Requested resource not found: Table: nowhere not found");
        assertThatThrownBy(() -> tables.getItem(r -> r.tableName("nowhere").key(pk("a"))))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("Requested resource not found");
    }

    @Test
    void tagsAreKept() {
        String arn = Tables.create(tables, "tagged").tableArn();
        Tag team = Tag.builder().key("team").value("flow").build();
        Tag tier = Tag.builder().key("tier").value("1").build();
        tables.tagResource(r -> r.resourceArn(arn).tags(team, tier));
        assertThat(tables.listTagsOfResource(r -> r.resourceArn(arn)).tags())
                .containsExactlyInAnyOrder(team, tier);
        tables.untagResource(r -> r.resourceArn(arn).tagKeys("tier"));
        assertThat(tables.listTagsOfResource(r -> r.resourceArn(arn)).tags()).containsExactly(team);
    }

    @Test
    void backupsAreSwitched() {
        Tables.create(tables, "backed");
        var before =
                tables.describeContinuousBackups(r -> r.tableName("backed"))
                        .continuousBackupsDescription();
        assertThat(before.continuousBackupsStatus()).isEqualTo(ContinuousBackupsStatus.ENABLED);
        assertThat(before.pointInTimeRecoveryDescription().pointInTimeRecoveryStatus())
                .isEqualTo(PointInTimeRecoveryStatus.DISABLED);
        var after =
                tables.updateContinuousBackups(r ->
                                r.tableName("backed")
                                        .pointInTimeRecoverySpecification(
                                                p -> p.pointInTimeRecoveryEnabled(true)))
                        .continuousBackupsDescription();
        assertThat(after.pointInTimeRecoveryDescription().pointInTimeRecoveryStatus())
                .isEqualTo(PointInTimeRecoveryStatus.ENABLED);
    }

    @Test
    void limitsAndEndpointsAreTold() {
        assertThat(tables.describeLimits().tableMaxReadCapacityUnits()).isPositive();
        assertThat(tables.describeEndpoints().endpoints().getFirst().address())
                .isEqualTo(server.endpoint().getAuthority());
    }

    @Test
    void itemsExpire() {
        Tables.create(tables, "mortal");
        assertThat(
                        tables.describeTimeToLive(r -> r.tableName("mortal"))
                                .timeToLiveDescription()
                                .timeToLiveStatus())
                .isEqualTo(TimeToLiveStatus.DISABLED);
        long past = Instant.now().getEpochSecond() - 60;
        tables.putItem(r -> r.tableName("mortal").item(item("pk", s("old"), "until", n(past))));
        tables.putItem(
                r -> r.tableName("mortal").item(item("pk", s("young"), "until", n(past + 86_400))));
        tables.updateTimeToLive(r ->
                r.tableName("mortal")
                        .timeToLiveSpecification(t -> t.enabled(true).attributeName("until")));
        var told = tables.describeTimeToLive(r -> r.tableName("mortal")).timeToLiveDescription();
        assertThat(told.timeToLiveStatus()).isEqualTo(TimeToLiveStatus.ENABLED);
        assertThat(told.attributeName()).isEqualTo("until");
        Instant patience = Instant.now().plus(EXPIRY_PATIENCE);
        while (tables.scan(r -> r.tableName("mortal")).count() > 1) {
            assertThat(Instant.now()).as("when the old item was to be gone").isBefore(patience);
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
        assertThat(tables.getItem(r -> r.tableName("mortal").key(pk("young"))).hasItem()).isTrue();
    }
}
