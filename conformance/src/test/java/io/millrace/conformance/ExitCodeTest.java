package io.millrace.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.MillraceProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/// How a server ends that cannot start or go on: a code for the shell, and one line for who reads
/// it.
class ExitCodeTest {
    @TempDir Path data;

    private void ends(int code, String line, String... options) {
        ends(data, code, line, options);
    }

    private static void ends(Path directory, int code, String line, String... options) {
        List<String> arguments =
                new ArrayList<>(List.of("server", "--data-dir", directory.toString()));
        arguments.addAll(List.of(options));
        try (MillraceProcess server = MillraceProcess.cli(arguments.toArray(String[]::new))) {
            ends(server, code, line);
            assertThat(server.output()).doesNotContain("\tat ");
        }
    }

    private static void ends(MillraceProcess server, int code, String line) {
        assertThat(server.awaitExit()).as(server.output()).isEqualTo(code);
        // A launcher that still has to build says so, in lines that end with three dots.
        assertThat(
                        server.output()
                                .lines()
                                .filter(each -> each.startsWith("millrace: "))
                                .filter(each -> !each.endsWith(" ...")))
                .singleElement()
                .asString()
                .contains(line);
    }

    @Test
    void aWrongOptionIs2() {
        ends(2, "state-delay", "--port", "0", "--state-delay", "soon");
    }

    @Test
    void damagedFilesAre65() throws IOException {
        Files.createDirectories(data.resolve("segment"));
        Files.writeString(data.resolve("segment/0000000000000001.segment"), "left alone");
        ends(65, "no CHECKPOINT", "--port", "0");
        assertThat(data.resolve("segment/0000000000000001.segment")).hasContent("left alone");
    }

    @Test
    void aTakenPortIs69() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ends(69, "is in use", "--port", Integer.toString(taken.getLocalPort()));
        }
    }

    @Test
    void aDirectoryThatCannotBeOpenedIs74() throws IOException {
        Path file = Files.writeString(data.resolve("file"), "not a directory");
        ends(file.resolve("data"), 74, "cannot open the data directory", "--port", "0");
    }

    @Test
    void aTakenDirectoryIs75() {
        try (MillraceProcess first = MillraceProcess.server(data)) {
            ends(75, "in use by another server (process " + first.pid(), "--port", "0");
        }
    }

    @Test
    void aDirectoryThatMayNotBeWrittenIs77() {
        try (MillraceProcess server = faulty(FaultyServer.Fault.DENIED)) {
            ends(server, 77, "cannot be read and written by this user: " + data);
        }
    }

    /// What was acknowledged before is there, and nothing is acknowledged after.
    @Test
    void aDiskThatFailsIs74() {
        List<String> acknowledged = new ArrayList<>();
        try (MillraceProcess server = faulty(FaultyServer.Fault.FAILING).awaitReady();
                KinesisClient client = Clients.withoutRetries(server.endpoint())) {
            client.createStream(r -> r.streamName("disk").shardCount(1));
            putUntilRefused(client, acknowledged);
            ends(server, 74, "the storage failed");
        }
        assertThat(acknowledged).isNotEmpty();
        try (MillraceProcess server = MillraceProcess.server(data);
                KinesisClient client = Clients.withoutRetries(server.endpoint())) {
            List<String> found =
                    read(client).stream().map(record -> record.data().asUtf8String()).toList();
            assertThat(found).startsWith(acknowledged.toArray(String[]::new));
            assertThat(found).hasSizeLessThanOrEqualTo(acknowledged.size() + 1);
        }
    }

    private static void putUntilRefused(KinesisClient client, List<String> acknowledged) {
        try {
            while (true) {
                String text = "record " + acknowledged.size();
                client.putRecord(r ->
                        r.streamName("disk").partitionKey("k").data(SdkBytes.fromUtf8String(text)));
                acknowledged.add(text);
            }
        } catch (RuntimeException stopped) {
            // The server is gone, as it must be.
            return;
        }
    }

    private static List<Record> read(KinesisClient client) {
        String iterator =
                client.getShardIterator(r ->
                                r.streamName("disk")
                                        .shardId("0")
                                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                        .shardIterator();
        return client.getRecords(r -> r.shardIterator(iterator)).records();
    }

    private MillraceProcess faulty(FaultyServer.Fault fault) {
        return MillraceProcess.java(
                FaultyServer.class, List.of(), data.toString(), fault.toString());
    }
}
