package io.millrace.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.metric.MetricLimits;
import io.millrace.metric.MetricStore;
import io.millrace.stream.EventTally;
import io.millrace.stream.PutTally;
import io.millrace.stream.ReadTally;
import io.millrace.stream.ShardMetric;
import io.millrace.stream.StreamKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// The text that Prometheus reads.
final class FigureTextTest {
    private static final String LABELS =
            "{account=\"000000000000\",region=\"us-east-1\",stream=\"s\"";
    private static final StreamKey STREAM = new StreamKey("000000000000", "us-east-1", "s");
    private static final String SHARD = "shardId-000000000000";
    private static final Instant START = Instant.ofEpochSecond(1_795_593_600);

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final InstantSource clock = now::get;
    private final MetricStore store = new MetricStore(new MetricLimits(50_000, 64 << 20));
    private final StreamTelemetry telemetry = new StreamTelemetry(store, clock);
    private final FigureText figures = new FigureText(store, clock);

    @Test
    void streamsShardsAndConsumersHaveFamiliesOfTheirOwn() {
        telemetry.put(new PutTally(STREAM, true, 1, 1, 10, 0, 0, 2_500_000, List.of()));
        Set<ShardMetric> on = Set.of(ShardMetric.OUTGOING_BYTES);
        telemetry.read(new ReadTally(STREAM, SHARD, on, 5, 50, 700, false, 3_000_000));
        telemetry.sent(new EventTally(STREAM, "c", SHARD, Set.of(), 3, 30, 40));
        assertThat(figures.write().lines())
                .contains(
                        "# TYPE millrace_stream_incoming_bytes summary",
                        "millrace_stream_incoming_bytes_sum" + LABELS + "} 10.0",
                        "millrace_stream_incoming_bytes_count" + LABELS + "} 1.0",
                        "# TYPE millrace_stream_get_records_iterator_age_milliseconds_max gauge",
                        "millrace_stream_get_records_iterator_age_milliseconds_max"
                                + LABELS
                                + "} 700.0",
                        "millrace_stream_put_record_latency_sum" + LABELS + "} 2.5",
                        "millrace_shard_outgoing_bytes_sum"
                                + LABELS.replace("stream=", "shard=\"" + SHARD + "\",stream=")
                                + "} 50.0",
                        "millrace_consumer_subscribe_to_shard_event_records_sum"
                                + LABELS.replace("stream=", "consumer=\"c\",stream=")
                                + "} 3.0")
                .doesNotContain("# TYPE millrace_stream_incoming_bytes_max gauge")
                .allMatch(line ->
                        line.matches("# TYPE \\w+ (summary|gauge)|\\w+\\{[^}]*} [-0-9.E]+"));
    }

    @Test
    void aMaximumIsThatOfTheLastMinute() {
        telemetry.read(new ReadTally(STREAM, SHARD, Set.of(), 5, 50, 700, false, 3_000_000));
        now.set(START.plusSeconds(30));
        telemetry.read(new ReadTally(STREAM, SHARD, Set.of(), 5, 50, 300, false, 3_000_000));
        String max = "iterator_age_milliseconds_max" + LABELS + "} ";
        assertThat(figures.write()).contains(max + "700.0");
        now.set(START.plusSeconds(80));
        assertThat(figures.write()).contains(max + "300.0");
        now.set(START.plusSeconds(120));
        assertThat(figures.write()).doesNotContain(max).contains("iterator_age_milliseconds_sum");
    }

    @Test
    void whatIsLongPastIsNotShown() {
        telemetry.put(new PutTally(STREAM, true, 1, 1, 10, 0, 0, 0, List.of()));
        now.set(START.plusSeconds(6 * 3_600 + 1));
        assertThat(figures.write()).isEmpty();
    }

    @Test
    void theTextIsBounded() {
        for (int i = 0; i < 3_000; i++) {
            StreamKey stream = new StreamKey("000000000000", "us-east-1", "s" + i);
            telemetry.put(new PutTally(stream, true, 1, 1, 10, 0, 0, 0, List.of()));
        }
        String text = figures.write();
        assertThat(text).startsWith("# 8000 more series are not shown\n");
        assertThat(text.lines().filter(line -> line.contains("_sum{"))).hasSize(10_000);
    }
}
