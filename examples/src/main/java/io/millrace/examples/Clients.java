package io.millrace.examples;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.s3.S3Client;

/// The SDK's clients as their users make them: endpoint, region and credentials are the
/// environment's (`AWS_ENDPOINT_URL`, `AWS_REGION`, `AWS_ACCESS_KEY_ID`, ...).
final class Clients {
    /// A server that died without a word is asked again after this.
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private Clients() {}

    static DynamoDbClient tables() {
        return DynamoDbClient.builder()
                .httpClientBuilder(ApacheHttpClient.builder())
                .overrideConfiguration(c -> c.apiCallAttemptTimeout(ANSWER))
                .build();
    }

    /// Addresses buckets by path and sends no checksums behind the content, which any S3 endpoint
    /// understands.
    static S3Client objects() {
        return S3Client.builder()
                .httpClientBuilder(ApacheHttpClient.builder())
                .forcePathStyle(true)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .build();
    }

    /// Makes a table unless it is there.
    ///
    /// @param keys the attributes of its key, one or two, all of them text
    static void createTable(DynamoDbClient tables, String name, String... keys) {
        List<KeySchemaElement> schema = new ArrayList<>();
        List<AttributeDefinition> attributes = new ArrayList<>();
        for (String key : keys) {
            KeyType type = schema.isEmpty() ? KeyType.HASH : KeyType.RANGE;
            schema.add(KeySchemaElement.builder().attributeName(key).keyType(type).build());
            attributes.add(
                    AttributeDefinition.builder()
                            .attributeName(key)
                            .attributeType(ScalarAttributeType.S)
                            .build());
        }
        try {
            tables.createTable(r ->
                    r.tableName(name)
                            .billingMode(BillingMode.PAY_PER_REQUEST)
                            .keySchema(schema)
                            .attributeDefinitions(attributes));
        } catch (ResourceInUseException _) {
            // Made by another worker, or in an earlier life.
        }
        tables.waiter().waitUntilTableExists(r -> r.tableName(name));
    }
}
