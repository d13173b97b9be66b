package io.millrace.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/// Holds the signer against the SDK's, signature by signature.
class RequestSignerTest {
    private static final String TYPE = "application/x-amz-cbor-1.1";
    private static final String TARGET = "Kinesis_20131202.PutRecord";
    private static final Instant NOW = Instant.parse("2026-11-23T23:59:59.750Z");

    private static String expected(
            AwsCredentialsIdentity credentials, String region, Instant now, byte[] body) {
        SdkHttpRequest request =
                SdkHttpFullRequest.builder()
                        .method(SdkHttpMethod.POST)
                        .uri(URI.create("http://127.0.0.1:4567/"))
                        .putHeader("Content-Type", TYPE)
                        .putHeader("X-Amz-Target", TARGET)
                        .build();
        return AwsV4HttpSigner.create()
                .sign(r ->
                        r.identity(credentials)
                                .request(request)
                                .payload(() -> new ByteArrayInputStream(body))
                                .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "kinesis")
                                .putProperty(
                                        HttpSigner.SIGNING_CLOCK, Clock.fixed(now, ZoneOffset.UTC)))
                .request()
                .firstMatchingHeader("Authorization")
                .orElseThrow();
    }

    private static RequestSigner signer(
            AwsCredentialsIdentity credentials, String region, AtomicReference<Instant> clock) {
        return new RequestSigner(credentials, region, "127.0.0.1:4567", TYPE, clock::get);
    }

    @Test
    void theSignatureIsTheSdks() {
        AwsCredentialsIdentity credentials =
                AwsCredentialsIdentity.create("AKIDEXAMPLE", "s3cr/t+");
        RequestSigner signer = signer(credentials, "eu-west-1", new AtomicReference<>(NOW));
        byte[] body = {1, 2, 3, -4};
        assertThat(signer.sign(TARGET, body, body.length).authorization())
                .isEqualTo(expected(credentials, "eu-west-1", NOW, body));
        assertThat(signer.sign(TARGET, body, 0).authorization())
                .isEqualTo(expected(credentials, "eu-west-1", NOW, new byte[0]));
    }

    @Test
    void aSessionTokenIsSigned() {
        AwsCredentialsIdentity credentials =
                AwsSessionCredentialsIdentity.create("AKIDEXAMPLE", "secret", "token==");
        RequestSigner signer = signer(credentials, "us-east-1", new AtomicReference<>(NOW));
        assertThat(signer.token()).isEqualTo("token==");
        assertThat(signer.sign(TARGET, new byte[] {7}, 1).authorization())
                .isEqualTo(expected(credentials, "us-east-1", NOW, new byte[] {7}));
    }

    @Test
    void aNewSecondAndANewDayAreFollowed() {
        AwsCredentialsIdentity credentials = AwsCredentialsIdentity.create("AKIDEXAMPLE", "secret");
        AtomicReference<Instant> clock = new AtomicReference<>(NOW);
        RequestSigner signer = signer(credentials, "us-east-1", clock);
        byte[] body = {9};
        for (int i = 0; i < 3; i++) {
            assertThat(signer.sign(TARGET, body, 1).authorization())
                    .isEqualTo(expected(credentials, "us-east-1", clock.get(), body));
            clock.set(clock.get().plusSeconds(1));
        }
    }
}
