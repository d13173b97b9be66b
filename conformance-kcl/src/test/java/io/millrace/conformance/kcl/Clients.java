package io.millrace.conformance.kcl;

import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/// The suite's own clients, beside those of the libraries it looks at.
///
/// @param own counts what they call
public record Clients(
        KinesisClient kinesis, DynamoDbClient tables, CloudWatchClient metrics, OwnCalls own)
        implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// Clients of a server.
    public static Clients of(URI endpoint) {
        OwnCalls own = new OwnCalls();
        return new Clients(
                build(KinesisClient.builder(), endpoint, own).build(),
                build(DynamoDbClient.builder(), endpoint, own).build(),
                build(CloudWatchClient.builder(), endpoint, own).build(),
                own);
    }

    private static <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> B build(
            B builder, URI endpoint, OwnCalls own) {
        return builder.endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create("AKIDEXAMPLE", "secret")))
                .overrideConfiguration(
                        c -> c.retryStrategy(r -> r.maxAttempts(1)).addExecutionInterceptor(own))
                .httpClientBuilder(
                        Apache5HttpClient.builder().maxConnections(64).socketTimeout(PATIENCE));
    }

    @Override
    public void close() {
        kinesis.close();
        tables.close();
        metrics.close();
    }
}
