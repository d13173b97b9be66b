package io.millrace.examples;

import io.millrace.testkit.MillraceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The packaged server on a port that stays, so that it can be killed and come back under its
/// clients.
final class Server implements AutoCloseable {
    private final Path data;
    private final int port;
    private MillraceProcess process;

    Server(Path data) {
        this.data = data;
        this.port = freePort();
        this.process = start();
    }

    /// Ends it with SIGKILL and starts it again.
    void killAndRestart() {
        process.kill();
        process = start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    /// A client of its tables.
    DynamoDbClient tables() {
        return DynamoDbClient.builder()
                .endpointOverride(java.net.URI.create(endpoint()))
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create("AKIDEXAMPLE", "secret")))
                .httpClientBuilder(ApacheHttpClient.builder())
                .build();
    }

    /// Starts a program of the application in a JVM of its own and does not wait.
    MillraceProcess program(Class<?> main, String... arguments) {
        return MillraceProcess.java(
                main,
                List.of(
                        "-Daws.endpointUrl=" + endpoint(),
                        "-Daws.region=us-east-1",
                        "-Daws.accessKeyId=AKIDEXAMPLE",
                        "-Daws.secretAccessKey=secret",
                        "-Daws.disableEc2Metadata=true",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"),
                arguments);
    }

    /// Starts `./millrace` against this server and does not wait.
    MillraceProcess millrace(String... arguments) {
        List<String> words = new ArrayList<>(List.of(arguments));
        words.addAll(List.of("--endpoint", endpoint()));
        return MillraceProcess.cli(words.toArray(String[]::new));
    }

    private MillraceProcess start() {
        return MillraceProcess.of(
                        List.of(
                                MillraceProcess.script(),
                                "server",
                                "--port",
                                Integer.toString(port),
                                "--data-dir",
                                data.toString()))
                .awaitReady();
    }

    /// A port that nobody has at the moment.
    static int freePort() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
