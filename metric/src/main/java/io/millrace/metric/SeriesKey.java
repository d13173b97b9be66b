package io.millrace.metric;

/// Names a series: a metric in one unit, since CloudWatch neither converts units nor mixes them.
public record SeriesKey(MetricKey metric, Unit unit) {
    /// About what a series takes beside its points: objects, their references, a place in the map.
    private static final long FIXED_BYTES = 512;

    private static final long DIMENSION_BYTES = 96;

    /// About what the series takes in memory before it has points. Texts are taken to be its own.
    long bytes() {
        long bytes = FIXED_BYTES + metric.namespace().length() + metric.name().length();
        for (Dimension dimension : metric.dimensions()) {
            bytes += DIMENSION_BYTES + dimension.name().length() + dimension.value().length();
        }
        return bytes;
    }
}
