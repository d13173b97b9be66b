package io.millrace.server.metrics;

import io.millrace.metric.Dimension;
import io.millrace.metric.MetricKey;
import io.millrace.metric.MetricStore;
import io.millrace.metric.Probe;
import io.millrace.metric.SeriesKey;
import io.millrace.stream.StreamKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The probes of one stream, of one of its shards or of one of its consumers. Safe for many
/// threads.
final class ProbeSet {
    private final MetricStore store;
    private final Place place;

    /// Filled as they are needed, without a lock: two threads may make the same probe at once, and
    /// either will do, since a probe only remembers where its series is.
    private final @Nullable Probe[] probes = new @Nullable Probe[KinesisMetric.values().length];

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

    void add(KinesisMetric metric, long nowMillis, double value) {
        Probe probe = probes[metric.ordinal()];
        if (probe == null) {
            probe = store.probe(key(metric));
            probes[metric.ordinal()] = probe;
        }
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
