package io.millrace.conformance.strace;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.MillraceProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/// The packaged server on a disk whose nth `fdatasync` fails with EIO: it stops, exits non-zero,
/// and acknowledges nothing after the failure; what it acknowledged before is there.
class FailingDiskTest {
    @TempDir Path data;

    @ParameterizedTest
    @ValueSource(ints = {12, 25, 60})
    void aFailedSyncStopsTheServer(int nth) {
        List<String> acknowledged = new ArrayList<>();
        List<String> command =
                List.of(
                        "strace",
                        "-f",
                        "-qq",
                        "-o",
                        data.resolve("trace").toString(),
                        "-e",
                        "trace=fdatasync",
                        "-e",
                        "inject=fdatasync:error=EIO:when=" + nth + "+",
                        MillraceProcess.script(),
                        "server",
                        "--port",
                        "0",
                        "--data-dir",
                        data.resolve("server").toString());
        try (MillraceProcess server = MillraceProcess.of(command).awaitReady()) {
            try (KinesisClient client = client(server)) {
                client.createStream(r -> r.streamName("disk").shardCount(1));
                for (int i = 0; i < 1000; i++) {
                    String text = "record " + i;
                    client.putRecord(r ->
                            r.streamName("disk")
                                    .partitionKey("k")
                                    .data(SdkBytes.fromUtf8String(text)));
                    acknowledged.add(text);
                }
            } catch (RuntimeException stopped) {
                assertThat(acknowledged).hasSizeLessThan(1000);
            }
            assertThat(server.awaitExit()).as(server.output()).isNotZero();
            assertThat(server.output()).contains("Input/output error");
        }
        try (MillraceProcess server = MillraceProcess.server(data.resolve("server"));
                KinesisClient client = client(server)) {
            List<String> stored = new ArrayList<>();
            if (!client.listStreams().streamNames().isEmpty()) {
                String iterator =
                        client.getShardIterator(r ->
                                        r.streamName("disk")
                                                .shardId("shardId-000000000000")
                                                .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                                .shardIterator();
                client.getRecords(r -> r.shardIterator(iterator)).records().stream()
                        .map(Record::data)
                        .map(SdkBytes::asUtf8String)
                        .forEach(stored::add);
            }
            assertThat(stored).startsWith(acknowledged.toArray(String[]::new));
        }
    }

    private static KinesisClient client(MillraceProcess server) {
        return KinesisClient.builder()
                .endpointOverride(server.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create("AKIDEXAMPLE", "secret")))
                .httpClient(Apache5HttpClient.create())
                .overrideConfiguration(c -> c.retryStrategy(r -> r.maxAttempts(1)))
                .build();
    }
}
