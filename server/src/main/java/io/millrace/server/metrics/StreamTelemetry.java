package io.millrace.server.metrics;

import static io.millrace.server.metrics.KinesisMetric.EVENT_BYTES;
import static io.millrace.server.metrics.KinesisMetric.EVENT_MILLIS_BEHIND_LATEST;
import static io.millrace.server.metrics.KinesisMetric.EVENT_RECORDS;
import static io.millrace.server.metrics.KinesisMetric.EVENT_SUCCESS;
import static io.millrace.server.metrics.KinesisMetric.GET_RECORDS_BYTES;
import static io.millrace.server.metrics.KinesisMetric.GET_RECORDS_ITERATOR_AGE;
import static io.millrace.server.metrics.KinesisMetric.GET_RECORDS_ITERATOR_AGE_MILLISECONDS;
import static io.millrace.server.metrics.KinesisMetric.GET_RECORDS_LATENCY;
import static io.millrace.server.metrics.KinesisMetric.GET_RECORDS_RECORDS;
import static io.millrace.server.metrics.KinesisMetric.GET_RECORDS_SUCCESS;
import static io.millrace.server.metrics.KinesisMetric.INCOMING_BYTES;
import static io.millrace.server.metrics.KinesisMetric.INCOMING_RECORDS;
import static io.millrace.server.metrics.KinesisMetric.ITERATOR_AGE_MILLISECONDS;
import static io.millrace.server.metrics.KinesisMetric.OUTGOING_BYTES;
import static io.millrace.server.metrics.KinesisMetric.OUTGOING_RECORDS;
import static io.millrace.server.metrics.KinesisMetric.PUT_RECORDS_BYTES;
import static io.millrace.server.metrics.KinesisMetric.PUT_RECORDS_FAILED_RECORDS;
import static io.millrace.server.metrics.KinesisMetric.PUT_RECORDS_LATENCY;
import static io.millrace.server.metrics.KinesisMetric.PUT_RECORDS_RECORDS;
import static io.millrace.server.metrics.KinesisMetric.PUT_RECORDS_SUCCESS;
import static io.millrace.server.metrics.KinesisMetric.PUT_RECORDS_SUCCESSFUL_RECORDS;
import static io.millrace.server.metrics.KinesisMetric.PUT_RECORDS_THROTTLED_RECORDS;
import static io.millrace.server.metrics.KinesisMetric.PUT_RECORDS_TOTAL_RECORDS;
import static io.millrace.server.metrics.KinesisMetric.PUT_RECORD_BYTES;
import static io.millrace.server.metrics.KinesisMetric.PUT_RECORD_LATENCY;
import static io.millrace.server.metrics.KinesisMetric.PUT_RECORD_SUCCESS;
import static io.millrace.server.metrics.KinesisMetric.READ_PROVISIONED_THROUGHPUT_EXCEEDED;
import static io.millrace.server.metrics.KinesisMetric.SUBSCRIBE_TO_SHARD_RATE_EXCEEDED;
import static io.millrace.server.metrics.KinesisMetric.SUBSCRIBE_TO_SHARD_SUCCESS;
import static io.millrace.server.metrics.KinesisMetric.WRITE_PROVISIONED_THROUGHPUT_EXCEEDED;

import io.millrace.metric.MetricStore;
import io.millrace.stream.EventTally;
import io.millrace.stream.PutTally;
import io.millrace.stream.ReadTally;
import io.millrace.stream.ShardMetric;
import io.millrace.stream.ShardPutTally;
import io.millrace.stream.StreamKey;
import io.millrace.stream.Telemetry;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/// Puts what the engine tells into the metric store, under AWS's names. Safe for many threads.
///
/// Its own map only spares looking series up. Stream names are the clients' choice, so it is
/// emptied when it grows large; what was measured is in the store.
public final class StreamTelemetry implements Telemetry {
    private static final int MAX_PLACES = 8_192;
    private static final double NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final MetricStore store;
    private final InstantSource clock;
    private final ConcurrentMap<ProbeSet.Place, ProbeSet> places = new ConcurrentHashMap<>();

    public StreamTelemetry(MetricStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public void put(PutTally tally) {
        long now = clock.millis();
        ProbeSet stream = stream(tally.stream());
        double latency = tally.nanos() / NANOS_PER_MILLI;
        int success = tally.stored() > 0 ? 1 : 0;
        if (tally.single()) {
            stream.add(PUT_RECORD_BYTES, now, tally.bytes());
            stream.add(PUT_RECORD_LATENCY, now, latency);
            stream.add(PUT_RECORD_SUCCESS, now, success);
        } else {
            stream.add(PUT_RECORDS_BYTES, now, tally.bytes());
            stream.add(PUT_RECORDS_LATENCY, now, latency);
            stream.add(PUT_RECORDS_SUCCESS, now, success);
            stream.add(PUT_RECORDS_RECORDS, now, tally.stored());
            stream.add(PUT_RECORDS_TOTAL_RECORDS, now, tally.records());
            stream.add(PUT_RECORDS_SUCCESSFUL_RECORDS, now, tally.stored());
            stream.add(PUT_RECORDS_FAILED_RECORDS, now, tally.failed());
            stream.add(PUT_RECORDS_THROTTLED_RECORDS, now, tally.throttled());
        }
        if (success > 0) {
            stream.add(INCOMING_BYTES, now, tally.bytes());
            stream.add(INCOMING_RECORDS, now, tally.stored());
        }
        stream.add(WRITE_PROVISIONED_THROUGHPUT_EXCEEDED, now, tally.throttled());
        for (ShardPutTally part : tally.shards()) {
            put(tally.stream(), part, now);
        }
    }

    private void put(StreamKey stream, ShardPutTally part, long now) {
        ProbeSet shard = shard(stream, part.shardId());
        for (ShardMetric metric : part.monitoring()) {
            switch (metric) {
                case INCOMING_BYTES -> shard.add(INCOMING_BYTES, now, part.bytes());
                case INCOMING_RECORDS -> shard.add(INCOMING_RECORDS, now, part.stored());
                case WRITE_PROVISIONED_THROUGHPUT_EXCEEDED ->
                        shard.add(WRITE_PROVISIONED_THROUGHPUT_EXCEEDED, now, part.throttled());
                case OUTGOING_BYTES,
                        OUTGOING_RECORDS,
                        READ_PROVISIONED_THROUGHPUT_EXCEEDED,
                        ITERATOR_AGE_MILLISECONDS -> {}
            }
        }
    }

    @Override
    public void read(ReadTally tally) {
        long now = clock.millis();
        ProbeSet stream = stream(tally.stream());
        int throttled = tally.throttled() ? 1 : 0;
        stream.add(READ_PROVISIONED_THROUGHPUT_EXCEEDED, now, throttled);
        stream.add(GET_RECORDS_SUCCESS, now, 1 - throttled);
        stream.add(GET_RECORDS_LATENCY, now, tally.nanos() / NANOS_PER_MILLI);
        if (!tally.throttled()) {
            stream.add(GET_RECORDS_BYTES, now, tally.bytes());
            stream.add(GET_RECORDS_RECORDS, now, tally.records());
            stream.add(GET_RECORDS_ITERATOR_AGE, now, tally.ageMillis());
            stream.add(GET_RECORDS_ITERATOR_AGE_MILLISECONDS, now, tally.ageMillis());
        }
        if (!tally.monitoring().isEmpty()) {
            readShard(tally, shard(tally.stream(), tally.shardId()), now);
        }
    }

    private static void readShard(ReadTally tally, ProbeSet shard, long now) {
        boolean served = !tally.throttled();
        for (ShardMetric metric : tally.monitoring()) {
            switch (metric) {
                case OUTGOING_BYTES -> addIf(served, shard, OUTGOING_BYTES, now, tally.bytes());
                case OUTGOING_RECORDS ->
                        addIf(served, shard, OUTGOING_RECORDS, now, tally.records());
                case ITERATOR_AGE_MILLISECONDS ->
                        addIf(served, shard, ITERATOR_AGE_MILLISECONDS, now, tally.ageMillis());
                case READ_PROVISIONED_THROUGHPUT_EXCEEDED ->
                        shard.add(READ_PROVISIONED_THROUGHPUT_EXCEEDED, now, served ? 0 : 1);
                case INCOMING_BYTES, INCOMING_RECORDS, WRITE_PROVISIONED_THROUGHPUT_EXCEEDED -> {}
            }
        }
    }

    private static void addIf(
            boolean served, ProbeSet shard, KinesisMetric metric, long now, long value) {
        if (served) {
            shard.add(metric, now, value);
        }
    }

    @Override
    public void subscribed(StreamKey stream, String consumer, boolean admitted) {
        long now = clock.millis();
        ProbeSet probes = consumer(stream, consumer);
        probes.add(SUBSCRIBE_TO_SHARD_SUCCESS, now, admitted ? 1 : 0);
        probes.add(SUBSCRIBE_TO_SHARD_RATE_EXCEEDED, now, admitted ? 0 : 1);
    }

    @Override
    public void sent(EventTally tally) {
        long now = clock.millis();
        ProbeSet consumer = consumer(tally.stream(), tally.consumer());
        consumer.add(EVENT_BYTES, now, tally.bytes());
        consumer.add(EVENT_RECORDS, now, tally.records());
        consumer.add(EVENT_MILLIS_BEHIND_LATEST, now, tally.millisBehind());
        consumer.add(EVENT_SUCCESS, now, 1);
        if (tally.monitoring().contains(ShardMetric.OUTGOING_BYTES)) {
            shard(tally.stream(), tally.shardId()).add(OUTGOING_BYTES, now, tally.bytes());
        }
        if (tally.monitoring().contains(ShardMetric.OUTGOING_RECORDS)) {
            shard(tally.stream(), tally.shardId()).add(OUTGOING_RECORDS, now, tally.records());
        }
    }

    private ProbeSet stream(StreamKey stream) {
        return at(new ProbeSet.Place(stream, null, null));
    }

    private ProbeSet shard(StreamKey stream, String shardId) {
        return at(new ProbeSet.Place(stream, "ShardId", shardId));
    }

    private ProbeSet consumer(StreamKey stream, String name) {
        return at(new ProbeSet.Place(stream, "ConsumerName", name));
    }

    private ProbeSet at(ProbeSet.Place place) {
        ProbeSet known = places.get(place);
        if (known != null) {
            return known;
        }
        if (places.size() >= MAX_PLACES) {
            places.clear();
        }
        return places.computeIfAbsent(place, wanted -> new ProbeSet(store, wanted));
    }
}
