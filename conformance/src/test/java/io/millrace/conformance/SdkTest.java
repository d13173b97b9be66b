package io.millrace.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.testkit.Behaviour;
import io.millrace.testkit.MillraceProcess;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamSummaryResponse;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/// The AWS SDK for Java v2 against the packaged server, over every transport and in both formats.
class SdkTest {
    private static final AtomicInteger STREAMS = new AtomicInteger();
    private static final String TWO_TO_127 = "170141183460469231731687303715884105728";

    @TempDir static Path data;
    private static MillraceProcess server;

    @BeforeAll
    static void start() {
        server = MillraceProcess.server(data);
    }

    @AfterAll
    static void stop() {
        assertThat(server.terminate()).as(server.output()).isZero();
        assertThat(server.output()).doesNotContain("Exception", "\tat ");
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour("K-103")
    void recordsComeBackAsTheyWent(Transport transport) {
        try (KinesisClient kinesis = transport.connect(server)) {
            String stream = create(kinesis, 2);
            Instant before = Instant.now();
            PutRecordResponse put = put(kinesis, stream, "key é", bytes(1000));
            assertThat(put.sequenceNumber()).hasSize(56).startsWith("49");
            List<PutRecordsRequestEntry> entries =
                    IntStream.range(0, 500)
                            .mapToObj(i ->
                                    PutRecordsRequestEntry.builder()
                                            .partitionKey("k" + i % 7)
                                            .data(SdkBytes.fromByteArray(bytes(i)))
                                            .build())
                            .toList();
            PutRecordsResponse answer =
                    kinesis.putRecords(r -> r.streamName(stream).records(entries));
            assertThat(answer.failedRecordCount()).isZero();
            assertThat(answer.records()).hasSize(500);

            List<Record> records = new ArrayList<>();
            for (Shard shard : shards(kinesis, stream)) {
                records.addAll(read(kinesis, stream, shard.shardId()));
            }
            assertThat(records).hasSize(501);
            Record first =
                    records.stream()
                            .filter(r -> r.sequenceNumber().equals(put.sequenceNumber()))
                            .findFirst()
                            .orElseThrow();
            assertThat(first.partitionKey()).isEqualTo("key é");
            assertThat(first.data().asByteArray()).isEqualTo(bytes(1000));
            assertThat(first.encryptionType()).isNull();
            assertThat(first.approximateArrivalTimestamp())
                    .isBetween(before.minusSeconds(5), Instant.now().plusSeconds(5));
            Set<String> numbers = new HashSet<>();
            records.forEach(r -> assertThat(numbers.add(r.sequenceNumber())).isTrue());
            for (int i = 0; i < 500; i++) {
                assertThat(numbers).contains(answer.records().get(i).sequenceNumber());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLargeRecordFits(Transport transport) {
        try (KinesisClient kinesis = transport.connect(server)) {
            String stream = "large" + STREAMS.incrementAndGet();
            kinesis.createStream(r -> r.streamName(stream).shardCount(1).maxRecordSizeInKiB(10240));
            byte[] large = bytes((10 << 20) - 10);
            put(kinesis, stream, "k", large);
            List<Record> records = read(kinesis, stream, "shardId-000000000000");
            assertThat(records).hasSize(1);
            assertThat(records.getFirst().data().asByteArray()).isEqualTo(large);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP1_CBOR", "H2C_JSON"})
    @Behaviour("K-103")
    void shardsSplitAndMerge(Transport transport) {
        try (KinesisClient kinesis = transport.connect(server)) {
            String stream = create(kinesis, 1);
            for (int i = 0; i < 20; i++) {
                put(kinesis, stream, "k" + i, bytes(10));
            }
            kinesis.splitShard(r ->
                    r.streamName(stream)
                            .shardToSplit("shardId-000000000000")
                            .newStartingHashKey(TWO_TO_127));
            kinesis.mergeShards(r ->
                    r.streamName(stream)
                            .shardToMerge("shardId-000000000001")
                            .adjacentShardToMerge("shardId-000000000002"));
            put(kinesis, stream, "k0", bytes(11));
            List<Shard> shards = shards(kinesis, stream);
            assertThat(shards).hasSize(4);
            assertThat(shards.get(3).parentShardId()).isEqualTo("shardId-000000000001");
            assertThat(shards.get(3).adjacentParentShardId()).isEqualTo("shardId-000000000002");
            assertThat(shards.get(3).sequenceNumberRange().endingSequenceNumber()).isNull();

            GetRecordsResponse end = lastPage(kinesis, stream, "shardId-000000000000");
            assertThat(end.nextShardIterator()).isNull();
            assertThat(end.childShards())
                    .extracting("shardId")
                    .containsExactly("shardId-000000000001", "shardId-000000000002");
            GetRecordsResponse merged = lastPage(kinesis, stream, "shardId-000000000002");
            assertThat(merged.childShards().getFirst().parentShards())
                    .containsExactlyInAnyOrder("shardId-000000000001", "shardId-000000000002");
            assertThat(read(kinesis, stream, "shardId-000000000000")).hasSize(20);
            assertThat(read(kinesis, stream, "shardId-000000000003")).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour("K-103")
    void mistakesGetModelledErrors(Transport transport) {
        try (KinesisClient kinesis = transport.connect(server)) {
            String stream = create(kinesis, 1);
            assertThatThrownBy(() -> create(kinesis, stream, 1))
                    .isInstanceOf(ResourceInUseException.class)
                    .hasMessageContaining(
                            "Stream " + stream + " under account 000000000000 already exists.");
            assertThatThrownBy(() -> put(kinesis, "nowhere", "k", bytes(1)))
                    .isInstanceOf(ResourceNotFoundException.class)
                    .hasMessageContaining("Stream nowhere under account 000000000000 not found.");
            assertThatThrownBy(() -> kinesis.getRecords(r -> r.shardIterator("AAAAforged")))
                    .isInstanceOf(InvalidArgumentException.class)
                    .isNotInstanceOf(ExpiredIteratorException.class)
                    .hasMessageContaining("Invalid ShardIterator.");
            assertThatThrownBy(() -> put(kinesis, stream, "k".repeat(257), bytes(1)))
                    .isInstanceOf(KinesisException.class)
                    .hasMessageContaining("1 validation error detected: Value '")
                    .hasMessageContaining("Member must have length less than or equal to 256");
        }
    }

    private static String create(KinesisClient kinesis, int shards) {
        return create(kinesis, "stream" + STREAMS.incrementAndGet(), shards);
    }

    private static String create(KinesisClient kinesis, String name, int shards) {
        kinesis.createStream(r -> r.streamName(name).shardCount(shards));
        DescribeStreamSummaryResponse summary =
                kinesis.describeStreamSummary(r -> r.streamName(name));
        assertThat(summary.streamDescriptionSummary().streamStatus())
                .isEqualTo(StreamStatus.ACTIVE);
        assertThat(summary.streamDescriptionSummary().openShardCount()).isEqualTo(shards);
        return name;
    }

    private static PutRecordResponse put(
            KinesisClient kinesis, String stream, String key, byte[] data) {
        return kinesis.putRecord(
                r -> r.streamName(stream).partitionKey(key).data(SdkBytes.fromByteArray(data)));
    }

    private static List<Shard> shards(KinesisClient kinesis, String stream) {
        return kinesis.listShards(r -> r.streamName(stream)).shards();
    }

    private static List<Record> read(KinesisClient kinesis, String stream, String shard) {
        return pages(kinesis, stream, shard).flatMap(page -> page.records().stream()).toList();
    }

    private static GetRecordsResponse lastPage(KinesisClient kinesis, String stream, String shard) {
        return pages(kinesis, stream, shard).toList().getLast();
    }

    /// All pages from the trim horizon to the tip or the end of the shard.
    private static Stream<GetRecordsResponse> pages(
            KinesisClient kinesis, String stream, String shard) {
        String iterator =
                kinesis.getShardIterator(r ->
                                r.streamName(stream)
                                        .shardId(shard)
                                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                        .shardIterator();
        List<GetRecordsResponse> pages = new ArrayList<>();
        while (iterator != null) {
            String next = iterator;
            GetRecordsResponse page = kinesis.getRecords(r -> r.shardIterator(next));
            pages.add(page);
            boolean tip = page.records().isEmpty() && page.millisBehindLatest() == 0;
            iterator = tip ? null : page.nextShardIterator();
        }
        return pages.stream();
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + length);
        }
        return bytes;
    }
}
