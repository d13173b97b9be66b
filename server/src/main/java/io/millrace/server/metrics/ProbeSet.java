package io.millrace.server.metrics;

import io.millrace.metric.Dimension;
import io.millrace.metric.MetricKey;
import io.millrace.metric.MetricStore;
import io.millrace.metric.Probe;
import io.millrace.metric.SeriesKey;
import io.millrace.stream.StreamKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/// The probes of one stream, of one of its shards or of one of its consumers. Safe for many
/// threads.
final class ProbeSet {
    private final MetricStore store;
    private final Place place;

    private final ConcurrentMap<KinesisMetric, Probe> probes = new ConcurrentHashMap<>();

    /// What is measured: a stream, or a part of it.
    ///
    /// @param dimension name of the second dimension, null for the stream itself
    record Place(StreamKey stream, @Nullable String dimension, @Nullable String value) {
        List<Dimension> dimensions() {
            List<Dimension> dimensions = new ArrayList<>(2);
            dimensions.add(new Dimension("StreamName", stream.name()));
            if (dimension != null && value != null) {
                dimensions.add(new Dimension(dimension, value));
            }
            return dimensions;
        }
    }

    ProbeSet(MetricStore store, Place place) {
        this.store = store;
        this.place = place;
    }

    /// Adds a count, of things or bytes: far below where doubles end to tell one from the next.
    void add(KinesisMetric metric, long nowMillis, long value) {
        add(metric, nowMillis, (double) value);
    }

    void add(KinesisMetric metric, long nowMillis, double value) {
        Probe known = probes.get(metric);
        Probe probe =
                known != null
                        ? known
                        : probes.computeIfAbsent(metric, wanted -> store.probe(key(wanted)));
        probe.add(nowMillis, value);
    }

    private SeriesKey key(KinesisMetric metric) {
        return new SeriesKey(
                new MetricKey(
                        place.stream().account(),
                        place.stream().region(),
                        KinesisMetric.NAMESPACE,
                        metric.awsName(),
                        place.dimensions()),
                metric.unit());
    }
}
