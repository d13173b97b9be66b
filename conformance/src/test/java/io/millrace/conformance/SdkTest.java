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
import software.amazon.awssdk.services.kinesis.model.CreateStreamRequest;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamSummaryRequest;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.MergeShardsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.SplitShardRequest;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/// The AWS SDK for Java v2 against the packaged server, over every transport and in both formats.
class SdkTest {
    private static final AtomicInteger STREAMS = new AtomicInteger();
    private static final String TWO_TO_127 = "170141183460469231731687303715884105728";

    @TempDir static Path data;
    private static MillraceProcess server;

    enum Transport {
        HTTP1_CBOR,
        HTTP1_JSON,
        HTTP1_APACHE4,
        TLS_HTTP1,
        H2C_CBOR,
        H2C_JSON,
        TLS_H2_WITHOUT_ALPN;

        Clients.Kinesis connect() {
            return switch (this) {
                case HTTP1_CBOR -> Clients.syncOverHttp1(server.endpoint(), true);
                case HTTP1_JSON -> Clients.syncOverHttp1(server.endpoint(), false);
                case HTTP1_APACHE4 -> Clients.syncOverApache4(server.endpoint());
                case TLS_HTTP1 -> Clients.syncOverHttp1(server.tlsEndpoint(), true);
                case H2C_CBOR -> Clients.asyncOverHttp2(server.endpoint(), true);
                case H2C_JSON -> Clients.asyncOverHttp2(server.endpoint(), false);
                case TLS_H2_WITHOUT_ALPN -> Clients.asyncOverHttp2(server.tlsEndpoint(), true);
            };
        }
    }

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
        try (Clients.Kinesis kinesis = transport.connect()) {
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
            PutRecordsRequest many =
                    PutRecordsRequest.builder().streamName(stream).records(entries).build();
            var answer = kinesis.sync(c -> c.putRecords(many), c -> c.putRecords(many));
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
        try (Clients.Kinesis kinesis = transport.connect()) {
            String stream = "large" + STREAMS.incrementAndGet();
            CreateStreamRequest request =
                    CreateStreamRequest.builder()
                            .streamName(stream)
                            .shardCount(1)
                            .maxRecordSizeInKiB(10240)
                            .build();
            kinesis.sync(c -> c.createStream(request), c -> c.createStream(request));
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
        try (Clients.Kinesis kinesis = transport.connect()) {
            String stream = create(kinesis, 1);
            for (int i = 0; i < 20; i++) {
                put(kinesis, stream, "k" + i, bytes(10));
            }
            SplitShardRequest split =
                    SplitShardRequest.builder()
                            .streamName(stream)
                            .shardToSplit("shardId-000000000000")
                            .newStartingHashKey(TWO_TO_127)
                            .build();
            kinesis.sync(c -> c.splitShard(split), c -> c.splitShard(split));
            MergeShardsRequest merge =
                    MergeShardsRequest.builder()
                            .streamName(stream)
                            .shardToMerge("shardId-000000000001")
                            .adjacentShardToMerge("shardId-000000000002")
                            .build();
            kinesis.sync(c -> c.mergeShards(merge), c -> c.mergeShards(merge));
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
        try (Clients.Kinesis kinesis = transport.connect()) {
            String stream = create(kinesis, 1);
            assertThatThrownBy(() -> create(kinesis, stream, 1))
                    .isInstanceOf(ResourceInUseException.class)
                    .hasMessageContaining(
                            "Stream " + stream + " under account 000000000000 already exists.");
            assertThatThrownBy(() -> put(kinesis, "nowhere", "k", bytes(1)))
                    .isInstanceOf(ResourceNotFoundException.class)
                    .hasMessageContaining("Stream nowhere under account 000000000000 not found.");
            GetRecordsRequest forged =
                    GetRecordsRequest.builder().shardIterator("AAAAforged").build();
            assertThatThrownBy(() ->
                            kinesis.sync(c -> c.getRecords(forged), c -> c.getRecords(forged)))
                    .isInstanceOf(InvalidArgumentException.class)
                    .isNotInstanceOf(ExpiredIteratorException.class)
                    .hasMessageContaining("Invalid ShardIterator.");
            assertThatThrownBy(() -> put(kinesis, stream, "k".repeat(257), bytes(1)))
                    .isInstanceOf(KinesisException.class)
                    .hasMessageContaining("1 validation error detected: Value '")
                    .hasMessageContaining("Member must have length less than or equal to 256");
        }
    }

    private static String create(Clients.Kinesis kinesis, int shards) {
        return create(kinesis, "stream" + STREAMS.incrementAndGet(), shards);
    }

    private static String create(Clients.Kinesis kinesis, String name, int shards) {
        CreateStreamRequest request =
                CreateStreamRequest.builder().streamName(name).shardCount(shards).build();
        kinesis.sync(c -> c.createStream(request), c -> c.createStream(request));
        DescribeStreamSummaryRequest describe =
                DescribeStreamSummaryRequest.builder().streamName(name).build();
        var summary =
                kinesis.sync(
                        c -> c.describeStreamSummary(describe),
                        c -> c.describeStreamSummary(describe));
        assertThat(summary.streamDescriptionSummary().streamStatus())
                .isEqualTo(StreamStatus.ACTIVE);
        assertThat(summary.streamDescriptionSummary().openShardCount()).isEqualTo(shards);
        return name;
    }

    private static PutRecordResponse put(
            Clients.Kinesis kinesis, String stream, String key, byte[] data) {
        PutRecordRequest request =
                PutRecordRequest.builder()
                        .streamName(stream)
                        .partitionKey(key)
                        .data(SdkBytes.fromByteArray(data))
                        .build();
        return kinesis.sync(c -> c.putRecord(request), c -> c.putRecord(request));
    }

    private static List<Shard> shards(Clients.Kinesis kinesis, String stream) {
        ListShardsRequest request = ListShardsRequest.builder().streamName(stream).build();
        return kinesis.sync(c -> c.listShards(request), c -> c.listShards(request)).shards();
    }

    private static List<Record> read(Clients.Kinesis kinesis, String stream, String shard) {
        return pages(kinesis, stream, shard).flatMap(page -> page.records().stream()).toList();
    }

    private static GetRecordsResponse lastPage(
            Clients.Kinesis kinesis, String stream, String shard) {
        return pages(kinesis, stream, shard).toList().getLast();
    }

    /// All pages from the trim horizon to the tip or the end of the shard.
    private static Stream<GetRecordsResponse> pages(
            Clients.Kinesis kinesis, String stream, String shard) {
        GetShardIteratorRequest from =
                GetShardIteratorRequest.builder()
                        .streamName(stream)
                        .shardId(shard)
                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON)
                        .build();
        String iterator =
                kinesis.sync(c -> c.getShardIterator(from), c -> c.getShardIterator(from))
                        .shardIterator();
        List<GetRecordsResponse> pages = new ArrayList<>();
        while (iterator != null) {
            GetRecordsRequest next = GetRecordsRequest.builder().shardIterator(iterator).build();
            GetRecordsResponse page =
                    kinesis.sync(c -> c.getRecords(next), c -> c.getRecords(next));
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
