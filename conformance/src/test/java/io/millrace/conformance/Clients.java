package io.millrace.conformance;

import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.KinesisClientBuilder;
import software.amazon.awssdk.utils.AttributeMap;

/// The AWS SDK for Java v2 in the ways people use it, but without retries: an error is an error.
final class Clients {
    private static final AttributeMap TRUST_ALL =
            AttributeMap.builder()
                    .put(SdkHttpConfigurationOption.TRUST_ALL_CERTIFICATES, true)
                    .build();

    private Clients() {}

    /// Sync, HTTP/1.1, CBOR, for many threads.
    static KinesisClient withoutRetries(URI endpoint) {
        return builder(endpoint)
                .httpClientBuilder(
                        Apache5HttpClient.builder()
                                .maxConnections(64)
                                .socketTimeout(Duration.ofSeconds(30)))
                .build();
    }

    static KinesisClient syncOverHttp1(URI endpoint, boolean cbor) {
        return inFormat(
                cbor,
                () ->
                        builder(endpoint)
                                .httpClient(
                                        Apache5HttpClient.builder().buildWithDefaults(TRUST_ALL))
                                .build());
    }

    static KinesisClient syncOverApache4(URI endpoint) {
        return builder(endpoint)
                .httpClient(ApacheHttpClient.builder().buildWithDefaults(TRUST_ALL))
                .build();
    }

    /// Async as KCL builds it: HTTP/2, with prior knowledge on `http`, without ALPN on `https`.
    static KinesisAsyncClient asyncOverHttp2(URI endpoint, boolean cbor) {
        return inFormat(
                cbor,
                () ->
                        KinesisAsyncClient.builder()
                                .endpointOverride(endpoint)
                                .region(Region.US_EAST_1)
                                .credentialsProvider(credentials())
                                .overrideConfiguration(c -> c.retryStrategy(r -> r.maxAttempts(1)))
                                .httpClient(
                                        NettyNioAsyncHttpClient.builder()
                                                .protocol(Protocol.HTTP2)
                                                .buildWithDefaults(TRUST_ALL))
                                .build());
    }

    /// Async over HTTP/2 for fan-out. Closing it closes its connections, which the SDK leaves open
    /// where it was handed an HTTP client ready made.
    static KinesisAsyncClient subscriber(URI endpoint) {
        return KinesisAsyncClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials())
                .httpClientBuilder(defaults ->
                        NettyNioAsyncHttpClient.builder()
                                .protocol(Protocol.HTTP2)
                                .buildWithDefaults(TRUST_ALL.merge(defaults)))
                .build();
    }

    static StaticCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(
                AwsBasicCredentials.create("AKIDEXAMPLE", "secret"));
    }

    private static KinesisClientBuilder builder(URI endpoint) {
        return KinesisClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials())
                .overrideConfiguration(c -> c.retryStrategy(r -> r.maxAttempts(1)));
    }

    /// The SDK reads the format from a system property when the client is built.
    private static synchronized <T> T inFormat(boolean cbor, Supplier<T> build) {
        String key = SdkSystemSetting.CBOR_ENABLED.property();
        System.setProperty(key, Boolean.toString(cbor));
        try {
            return build.get();
        } finally {
            System.clearProperty(key);
        }
    }
}
