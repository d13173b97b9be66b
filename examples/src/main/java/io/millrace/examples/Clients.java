package io.millrace.examples;

import java.time.Duration;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
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

    /// Addresses buckets by path, which any S3 endpoint understands.
    static S3Client objects() {
        return S3Client.builder()
                .httpClientBuilder(ApacheHttpClient.builder())
                .forcePathStyle(true)
                .build();
    }
}
