package io.millrace.conformance;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/// Short ways to say what the suites of tables say often.
final class Tables {
    private Tables() {}

    /// The sync client, without retries: an error is an error. It compares the checksum of every
    /// reply.
    static DynamoDbClient client(URI endpoint) {
        return DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(Clients.credentials())
                .httpClientBuilder(Apache5HttpClient.builder())
                .overrideConfiguration(c -> c.retryStrategy(r -> r.maxAttempts(1)))
                .build();
    }

    /// Makes a table with a hash key `pk` of type S.
    static TableDescription create(DynamoDbClient tables, String name) {
        return tables.createTable(r ->
                        r.tableName(name)
                                .billingMode(BillingMode.PAY_PER_REQUEST)
                                .keySchema(key("pk", KeyType.HASH))
                                .attributeDefinitions(attribute("pk", ScalarAttributeType.S)))
                .tableDescription();
    }

    /// Makes a table with `pk` of type S and `sk` of type N, and an index `byOwner` of everything
    /// on `owner` and `sk`.
    static TableDescription createSorted(DynamoDbClient tables, String name) {
        return tables.createTable(r ->
                        r.tableName(name)
                                .billingMode(BillingMode.PAY_PER_REQUEST)
                                .keySchema(key("pk", KeyType.HASH), key("sk", KeyType.RANGE))
                                .attributeDefinitions(
                                        attribute("pk", ScalarAttributeType.S),
                                        attribute("sk", ScalarAttributeType.N),
                                        attribute("owner", ScalarAttributeType.S))
                                .globalSecondaryIndexes(byOwner("sk", ProjectionType.ALL)))
                .tableDescription();
    }

    static GlobalSecondaryIndex byOwner(String range, ProjectionType projection) {
        return GlobalSecondaryIndex.builder()
                .indexName("byOwner")
                .keySchema(key("owner", KeyType.HASH), key(range, KeyType.RANGE))
                .projection(p -> p.projectionType(projection))
                .build();
    }

    static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    static AttributeDefinition attribute(String name, ScalarAttributeType type) {
        return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
    }

    static AttributeValue s(String text) {
        return AttributeValue.fromS(text);
    }

    static AttributeValue n(long number) {
        return AttributeValue.fromN(Long.toString(number));
    }

    /// An item of names and values in turn.
    static Map<String, AttributeValue> item(Object... namesAndValues) {
        Map<String, AttributeValue> item = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            item.put((String) namesAndValues[i], (AttributeValue) namesAndValues[i + 1]);
        }
        return item;
    }

    /// The key of an item in a table of {@link #create}.
    static Map<String, AttributeValue> pk(String key) {
        return item("pk", s(key));
    }

    /// The key of an item in a table of {@link #createSorted}.
    static Map<String, AttributeValue> sorted(String key, long range) {
        return item("pk", s(key), "sk", n(range));
    }

    static List<String> numbers(List<Map<String, AttributeValue>> items, String name) {
        return items.stream().map(item -> item.get(name).n()).toList();
    }
}
