package io.millrace.server.metrics;

import io.millrace.metric.Datapoint;
import io.millrace.metric.Dimension;
import io.millrace.metric.MetricStore;
import io.millrace.metric.SeriesView;
import io.millrace.metric.Span;
import io.millrace.metric.Unit;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Writes the series of `AWS/Kinesis` as Prometheus reads them: for each a sum and a count of
/// values, and for those in milliseconds the greatest of the last minute.
///
/// ```
/// # TYPE millrace_stream_incoming_bytes summary
/// millrace_stream_incoming_bytes_sum{account="000000000000",region="us-east-1",stream="s"} 42
/// millrace_stream_incoming_bytes_count{account="000000000000",region="us-east-1",stream="s"} 2
/// ```
///
/// Streams, shards and consumers have families of their own, so that summing over one does not
/// count twice. Series that were not measured for six hours are left out, and no more than a number
/// are shown.
public final class FigureText {
    /// Some 4 MB of text.
    private static final int MAX_SHOWN = 10_000;

    private static final Duration SHOWN = Duration.ofHours(6);
    private static final long MINUTE_MILLIS = 60_000;

    private static final Map<String, String> LABELS =
            Map.of("StreamName", "stream", "ShardId", "shard", "ConsumerName", "consumer");

    private final MetricStore store;
    private final InstantSource clock;

    public FigureText(MetricStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /// The text as of now.
    public String write() {
        long now = clock.millis();
        List<SeriesView> shown = new ArrayList<>(store.all());
        shown.removeIf(series ->
                !series.key().metric().namespace().equals(KinesisMetric.NAMESPACE)
                        || series.lastMillis() < now - SHOWN.toMillis());
        shown.sort(Comparator.comparing(series -> series.key().metric()));
        StringBuilder text = new StringBuilder();
        int hidden = shown.size() - MAX_SHOWN;
        if (hidden > 0) {
            text.append("# ").append(hidden).append(" more series are not shown\n");
            shown = shown.subList(0, MAX_SHOWN);
        }
        TreeMap<String, List<SeriesView>> families = new TreeMap<>();
        for (SeriesView series : shown) {
            families.computeIfAbsent(family(series), _ -> new ArrayList<>()).add(series);
        }
        families.forEach((family, members) -> write(text, family, members, now));
        return text.toString();
    }

    private void write(StringBuilder text, String family, List<SeriesView> members, long now) {
        text.append("# TYPE ").append(family).append(" summary\n");
        for (SeriesView series : members) {
            String labels = labels(series);
            line(text, family + "_sum", labels, series.total().sum());
            line(text, family + "_count", labels, series.total().samples());
        }
        if (members.getFirst().key().unit() == Unit.MILLISECONDS) {
            text.append("# TYPE ").append(family).append("_max gauge\n");
            members.forEach(series -> writeMax(text, family, series, now));
        }
    }

    /// Left out when nothing was measured in the last minute.
    private void writeMax(StringBuilder text, String family, SeriesView series, long now) {
        Span minute = new Span(now - MINUTE_MILLIS, now + 1, 1);
        store.read(series.key().metric(), series.key().unit(), minute).stream()
                .map(Datapoint::statistics)
                .reduce((one, other) -> one.plus(other))
                .ifPresent(set -> line(text, family + "_max", labels(series), set.maximum()));
    }

    private static void line(StringBuilder text, String name, String labels, double value) {
        text.append(name).append(labels).append(' ').append(value).append('\n');
    }

    /// `millrace_shard_incoming_bytes` for `IncomingBytes` of a shard.
    private static String family(SeriesView series) {
        String place = "stream";
        for (Dimension dimension : series.key().metric().dimensions()) {
            if (!dimension.name().equals("StreamName")) {
                place = label(dimension);
            }
        }
        String name = series.key().metric().name().replace(".", "");
        return "millrace_" + place + name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    private static String labels(SeriesView series) {
        StringBuilder labels = new StringBuilder();
        labels.append("{account=\"").append(series.key().metric().account());
        labels.append("\",region=\"").append(series.key().metric().region()).append('"');
        for (Dimension dimension : series.key().metric().dimensions()) {
            // Names of streams, shards and consumers hold nothing that needs an escape.
            labels.append(',').append(label(dimension)).append("=\"");
            labels.append(dimension.value()).append('"');
        }
        return labels.append('}').toString();
    }

    private static String label(Dimension dimension) {
        return LABELS.getOrDefault(dimension.name(), "other");
    }
}
