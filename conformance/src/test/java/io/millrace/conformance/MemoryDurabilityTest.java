package io.millrace.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.testkit.MillraceProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/// `--durability memory`: everything works, within the memory cap, and nothing outlives the
/// process.
class MemoryDurabilityTest {
    /// The least cap; three eighths of its heap are for data.
    private static final String MEMORY = "384m";

    private static final int RECORD_BYTES = 1_000_000;

    /// More than the cap.
    private static final int TOO_MANY_RECORDS = 400;

    @TempDir Path data;

    private MillraceProcess start() {
        return MillraceProcess.server(
                data.resolve("none"), "--durability", "memory", "--memory", MEMORY);
    }

    @Test
    void holdsDataUntilItIsFullThenRefusesPutsAndServesOn() {
        byte[] bytes = new byte[RECORD_BYTES];
        new Random(3).nextBytes(bytes);
        SdkBytes large = SdkBytes.fromByteArray(bytes);
        try (MillraceProcess server = start();
                KinesisClient client = Clients.withoutRetries(server.endpoint())) {
            assertThat(server.output()).contains("data in memory only");
            client.createStream(r -> r.streamName("small").shardCount(1));
            put(client, "small", SdkBytes.fromUtf8String("kept"));
            client.createStream(r -> r.streamName("large").shardCount(1));
            List<String> stored = new ArrayList<>();
            KinesisException full =
                    catchThrowableOfType(
                            KinesisException.class,
                            () -> {
                                while (stored.size() < TOO_MANY_RECORDS) {
                                    stored.add(put(client, "large", large));
                                }
                            });
            assertThat(stored).hasSizeBetween(20, TOO_MANY_RECORDS - 1);
            assertThat(full.awsErrorDetails().errorCode()).isEqualTo("InternalFailure");
            assertThat(full.statusCode()).isEqualTo(500);
            assertThat(read(client, "small")).singleElement().isEqualTo("kept");
            assertThat(numbers(client, "large")).isEqualTo(stored);
            client.deleteStream(r -> r.streamName("large"));
            putOnceThereIsRoom(client, "small");
            assertThat(read(client, "small")).hasSize(2);
            assertThat(server.terminate()).isZero();
        }
        assertThat(data.resolve("none/CHECKPOINT")).doesNotExist();
        try (MillraceProcess server = start();
                KinesisClient client = Clients.withoutRetries(server.endpoint())) {
            assertThat(client.listStreams().streamNames()).isEmpty();
        }
    }

    private static String put(KinesisClient client, String stream, SdkBytes data) {
        return client.putRecord(r -> r.streamName(stream).partitionKey("k").data(data))
                .sequenceNumber();
    }

    /// A retryable error is one after which trying again helps.
    private static void putOnceThereIsRoom(KinesisClient client, String stream) {
        while (true) {
            try {
                put(client, stream, SdkBytes.fromUtf8String("again"));
                return;
            } catch (KinesisException full) {
                assertThat(full.statusCode()).isEqualTo(500);
            }
        }
    }

    private static List<String> read(KinesisClient client, String stream) {
        return read(client, stream, record -> record.data().asUtf8String());
    }

    private static List<String> numbers(KinesisClient client, String stream) {
        return read(client, stream, Record::sequenceNumber);
    }

    private static List<String> read(
            KinesisClient client, String stream, Function<Record, String> text) {
        List<String> found = new ArrayList<>();
        String iterator =
                client.getShardIterator(r ->
                                r.streamName(stream)
                                        .shardId("0")
                                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                        .shardIterator();
        GetRecordsResponse page;
        do {
            String at = iterator;
            page = client.getRecords(r -> r.shardIterator(at));
            page.records().forEach(record -> found.add(text.apply(record)));
            iterator = page.nextShardIterator();
        } while (page.millisBehindLatest() > 0);
        return found;
    }
}
