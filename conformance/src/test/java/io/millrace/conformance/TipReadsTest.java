package io.millrace.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.MillraceProcess;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/// Readers that keep up are served from memory: `millrace.log.disk.reads` stands still.
class TipReadsTest {
    private static final String DISK_READS = "millrace_log_disk_reads_total";
    private static final String STREAM = "tip";
    private static final int RECORDS = 300;

    @TempDir Path data;

    @Test
    @Timeout(120)
    void readingAtTheTipAsksNoDisk() throws Exception {
        try (MillraceProcess server = MillraceProcess.server(data);
                KinesisClient kinesis = Clients.withoutRetries(server.endpoint())) {
            kinesis.createStream(r -> r.streamName(STREAM).shardCount(1));
            put(kinesis, -1);
            String latest = iterator(kinesis, ShardIteratorType.LATEST);
            String horizon = iterator(kinesis, ShardIteratorType.TRIM_HORIZON);
            double before = metric(server, DISK_READS);

            for (int i = 0; i < RECORDS; i++) {
                GetRecordsResponse nothing = read(kinesis, latest);
                assertThat(nothing.records()).isEmpty();
                assertThat(nothing.millisBehindLatest()).isZero();
                put(kinesis, i);
                GetRecordsResponse page = read(kinesis, nothing.nextShardIterator());
                assertThat(texts(page)).containsExactly("record " + i);
                latest = page.nextShardIterator();
            }
            assertThat(read(kinesis, horizon).records()).hasSize(RECORDS + 1);

            assertThat(metric(server, DISK_READS)).isEqualTo(before);
        }
    }

    private static void put(KinesisClient kinesis, int number) {
        kinesis.putRecord(r ->
                r.streamName(STREAM)
                        .partitionKey("k")
                        .data(SdkBytes.fromUtf8String("record " + number)));
    }

    private static String iterator(KinesisClient kinesis, ShardIteratorType type) {
        return kinesis.getShardIterator(r ->
                        r.streamName(STREAM)
                                .shardId("shardId-000000000000")
                                .shardIteratorType(type))
                .shardIterator();
    }

    private static GetRecordsResponse read(KinesisClient kinesis, String iterator) {
        return kinesis.getRecords(r -> r.shardIterator(iterator));
    }

    private static List<String> texts(GetRecordsResponse page) {
        return page.records().stream().map(Record::data).map(SdkBytes::asUtf8String).toList();
    }

    private static double metric(MillraceProcess server, String name)
            throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(server.endpoint().resolve("/metrics"))
                            .timeout(Duration.ofSeconds(30))
                            .build();
            String text = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
            return text.lines()
                    .filter(line -> line.startsWith(name + " "))
                    .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
