package io.millrace.examples;

import io.millrace.testkit.MillraceProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/// S3Proxy, an endpoint of S3 that keeps objects in memory, in a JVM of its own.
final class ObjectServer implements AutoCloseable {
    private final int port = Server.freePort();
    private final MillraceProcess process;

    ObjectServer(Path directory) throws IOException {
        Path properties = directory.resolve("s3.properties");
        Files.writeString(
                properties,
                """
                s3proxy.endpoint=http://127.0.0.1:%d
                s3proxy.authorization=none
                jclouds.provider=transient
                jclouds.identity=any
                jclouds.credential=any
                """
                        .formatted(port));
        process =
                MillraceProcess.of(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Xmx128m",
                                "-DLOG_LEVEL=warn",
                                "-cp",
                                Path.of("s3", "target", "lib").toAbsolutePath() + "/*",
                                "org.gaul.s3proxy.Main",
                                "--properties",
                                properties.toString()));
    }

    /// A client that waits for the server to come up, as it tries again often enough.
    S3Client client() {
        return S3Client.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + port))
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .overrideConfiguration(c -> c.retryStrategy(r -> r.maxAttempts(50)))
                .httpClientBuilder(ApacheHttpClient.builder())
                .build();
    }

    @Override
    public void close() {
        process.close();
    }
}
