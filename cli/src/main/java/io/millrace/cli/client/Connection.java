package io.millrace.cli.client;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/// Opens SDK clients.
public final class Connection {
    /// Longer than any answer takes that is still on its way; a silent service is asked again.
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private Connection() {}

    /// A client of `target` that tries once: what to do next is the caller's to know, for it keeps
    /// order.
    ///
    /// @param parallel number of requests that may be on their way at once
    public static KinesisClient open(Target target, int parallel) {
        return open(target, parallel, Credentials.of(target));
    }

    /// The same with credentials of its own.
    public static KinesisClient open(
            Target target, int parallel, AwsCredentialsProvider credentials) {
        Apache5HttpClient.Builder http =
                Apache5HttpClient.builder()
                        .maxConnections(parallel)
                        .connectionTimeout(Duration.ofSeconds(5))
                        .socketTimeout(SILENCE);
        if (target.acceptAnyCertificate()) {
            http.tlsTrustManagersProvider(InsecureTrustManagerFactory.INSTANCE::getTrustManagers);
        }
        SdkHttpClient client = http.build();
        return KinesisClient.builder()
                .endpointOverride(target.endpoint())
                .region(Region.of(target.region()))
                .credentialsProvider(credentials)
                .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .httpClient(client)
                .build();
    }
}
