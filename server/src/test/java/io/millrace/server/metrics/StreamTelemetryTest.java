package io.millrace.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.metric.Dimension;
import io.millrace.metric.MetricLimits;
import io.millrace.metric.MetricStore;
import io.millrace.metric.SeriesView;
import io.millrace.stream.EventTally;
import io.millrace.stream.PutTally;
import io.millrace.stream.ReadTally;
import io.millrace.stream.ShardMetric;
import io.millrace.stream.ShardPutTally;
import io.millrace.stream.StreamKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Which metrics come of what the engine tells.
final class StreamTelemetryTest {
    private static final StreamKey STREAM = new StreamKey("000000000000", "us-east-1", "s");
    private static final String SHARD = "shardId-000000000000";

    private final InstantSource clock = InstantSource.fixed(Instant.ofEpochSecond(1_795_593_600));
    private final MetricStore store = new MetricStore(new MetricLimits(50_000, 64 << 20));
    private final StreamTelemetry telemetry = new StreamTelemetry(store, clock);

    /// Sums by metric, of what has these dimensions: `s`, `s/shardId-000000000000`, `s/consumer`.
    private Map<String, Double> sums(String place) {
        Map<String, Double> sums = new TreeMap<>();
        for (SeriesView series : store.all()) {
            String where =
                    series.key().metric().dimensions().stream()
                            .sorted((a, b) -> b.name().compareTo(a.name()))
                            .map(Dimension::value)
                            .collect(Collectors.joining("/"));
            if (where.equals(place)) {
                sums.put(series.key().metric().name(), series.total().sum());
            }
        }
        return sums;
    }

    @Test
    void aPutRecord() {
        telemetry.put(new PutTally(STREAM, true, 1, 1, 10, 0, 0, 2_500_000, List.of()));
        assertThat(sums("s"))
                .isEqualTo(
                        Map.of(
                                "PutRecord.Bytes", 10.0,
                                "PutRecord.Latency", 2.5,
                                "PutRecord.Success", 1.0,
                                "IncomingBytes", 10.0,
                                "IncomingRecords", 1.0,
                                "WriteProvisionedThroughputExceeded", 0.0));
    }

    @Test
    void aPutRecordThatWasRefused() {
        telemetry.put(new PutTally(STREAM, true, 1, 0, 0, 1, 0, 1_000_000, List.of()));
        assertThat(sums("s"))
                .containsEntry("PutRecord.Success", 0.0)
                .containsEntry("WriteProvisionedThroughputExceeded", 1.0)
                .doesNotContainKeys("IncomingBytes", "IncomingRecords");
    }

    @Test
    void aPutRecordsOfWhichAPartIsStored() {
        telemetry.put(new PutTally(STREAM, false, 10, 6, 600, 3, 1, 1_000_000, List.of()));
        assertThat(sums("s"))
                .isEqualTo(
                        new TreeMap<>(
                                Map.ofEntries(
                                        Map.entry("PutRecords.Bytes", 600.0),
                                        Map.entry("PutRecords.Latency", 1.0),
                                        Map.entry("PutRecords.Success", 1.0),
                                        Map.entry("PutRecords.Records", 6.0),
                                        Map.entry("PutRecords.TotalRecords", 10.0),
                                        Map.entry("PutRecords.SuccessfulRecords", 6.0),
                                        Map.entry("PutRecords.FailedRecords", 1.0),
                                        Map.entry("PutRecords.ThrottledRecords", 3.0),
                                        Map.entry("IncomingBytes", 600.0),
                                        Map.entry("IncomingRecords", 6.0),
                                        Map.entry("WriteProvisionedThroughputExceeded", 3.0))));
    }

    @Test
    void aGetRecords() {
        telemetry.read(new ReadTally(STREAM, SHARD, Set.of(), 5, 50, 700, false, 3_000_000));
        assertThat(sums("s"))
                .isEqualTo(
                        Map.of(
                                "GetRecords.Bytes", 50.0,
                                "GetRecords.IteratorAge", 700.0,
                                "GetRecords.IteratorAgeMilliseconds", 700.0,
                                "GetRecords.Latency", 3.0,
                                "GetRecords.Records", 5.0,
                                "GetRecords.Success", 1.0,
                                "ReadProvisionedThroughputExceeded", 0.0));
    }

    @Test
    void aGetRecordsThatWasRefused() {
        telemetry.read(new ReadTally(STREAM, SHARD, Set.of(), 0, 0, 0, true, 1_000_000));
        assertThat(sums("s"))
                .isEqualTo(
                        Map.of(
                                "GetRecords.Latency", 1.0,
                                "GetRecords.Success", 0.0,
                                "ReadProvisionedThroughputExceeded", 1.0));
    }

    @Test
    void shardsShowWhatIsOn() {
        Set<ShardMetric> all = EnumSet.allOf(ShardMetric.class);
        telemetry.put(
                new PutTally(
                        STREAM,
                        false,
                        4,
                        3,
                        30,
                        1,
                        0,
                        0,
                        List.of(new ShardPutTally(SHARD, all, 3, 30, 1))));
        telemetry.read(new ReadTally(STREAM, SHARD, all, 2, 20, 9, false, 0));
        telemetry.sent(new EventTally(STREAM, "c", SHARD, all, 1, 10, 5));
        assertThat(sums("s/" + SHARD))
                .isEqualTo(
                        Map.of(
                                "IncomingBytes", 30.0,
                                "IncomingRecords", 3.0,
                                "OutgoingBytes", 30.0,
                                "OutgoingRecords", 3.0,
                                "WriteProvisionedThroughputExceeded", 1.0,
                                "ReadProvisionedThroughputExceeded", 0.0,
                                "IteratorAgeMilliseconds", 9.0));
    }

    @Test
    void shardsShowNothingThatIsOff() {
        Set<ShardMetric> one = Set.of(ShardMetric.INCOMING_BYTES);
        telemetry.put(
                new PutTally(
                        STREAM,
                        true,
                        1,
                        1,
                        8,
                        0,
                        0,
                        0,
                        List.of(new ShardPutTally(SHARD, one, 1, 8, 0))));
        telemetry.read(new ReadTally(STREAM, SHARD, one, 2, 20, 9, false, 0));
        assertThat(sums("s/" + SHARD)).isEqualTo(Map.of("IncomingBytes", 8.0));
    }

    @Test
    void consumersShowTheirEvents() {
        telemetry.subscribed(STREAM, "c", true);
        telemetry.subscribed(STREAM, "c", false);
        telemetry.sent(new EventTally(STREAM, "c", SHARD, Set.of(), 3, 30, 40));
        assertThat(sums("s/c"))
                .isEqualTo(
                        Map.of(
                                "SubscribeToShard.Success", 1.0,
                                "SubscribeToShard.RateExceeded", 1.0,
                                "SubscribeToShardEvent.Bytes", 30.0,
                                "SubscribeToShardEvent.Records", 3.0,
                                "SubscribeToShardEvent.MillisBehindLatest", 40.0,
                                "SubscribeToShardEvent.Success", 1.0));
    }

    @Test
    void manyStreamNamesDoNotPileUp() {
        for (int i = 0; i < 20_000; i++) {
            StreamKey stream = new StreamKey("000000000000", "us-east-1", "s" + i);
            telemetry.subscribed(stream, "c", true);
        }
        telemetry.subscribed(STREAM, "c", true);
        assertThat(store.stats().series()).isLessThanOrEqualTo(50_000);
        assertThat(sums("s/c")).containsEntry("SubscribeToShard.Success", 1.0);
    }
}
