package io.millrace.api.cloudwatch;

import io.millrace.api.protocol.Operation;
import io.millrace.auth.Caller;
import io.millrace.metric.Dimension;
import io.millrace.metric.MetricKey;
import io.millrace.metric.MetricStore;
import io.millrace.metric.SeriesView;
import io.millrace.wire.Output;
import io.millrace.wire.Shape;
import io.millrace.wire.Structure;
import io.millrace.wire.Values;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;

/// ListMetrics: the metrics of the caller's account and region that were measured lately, by name,
/// in pages.
final class ListMetrics implements Operation {
    private static final int PAGE = 500;
    private static final Duration RECENT = Duration.ofHours(3);

    private static final Structure INPUT =
            Structure.of("ListMetricsInput")
                    .optional("Namespace", MetricShapes.NAMESPACE)
                    .optional("MetricName", MetricShapes.METRIC_NAME)
                    .optional(
                            "Dimensions",
                            Shape.list(
                                    Structure.of("DimensionFilter")
                                            .required("Name", MetricShapes.DIMENSION_NAME)
                                            .optional("Value", MetricShapes.DIMENSION_VALUE),
                                    0,
                                    10))
                    .optional("NextToken", Shape.text())
                    .optional("RecentlyActive", Shape.oneOf("PT3H"))
                    .optional("IncludeLinkedAccounts", Shape.flag())
                    .optional("OwningAccount", Shape.text(1, 255));

    private final MetricStore store;
    private final InstantSource clock;

    ListMetrics(MetricStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public void answer(Caller caller, Values input, Output output) {
        String token = input.textOrNull("NextToken");
        NavigableSet<MetricKey> found = find(caller, input);
        List<MetricKey> page =
                (token == null ? found : found.tailSet(ListToken.read(caller, token), false))
                        .stream().limit(PAGE + 1L).toList();
        boolean more = page.size() > PAGE;
        List<MetricKey> shown = more ? page.subList(0, PAGE) : page;
        output.name("Metrics").beginList();
        shown.forEach(metric -> write(output, metric));
        output.endList();
        if (more) {
            output.text("NextToken", ListToken.write(shown.getLast()));
        }
        if (input.flag("IncludeLinkedAccounts")) {
            output.name("OwningAccounts").beginList();
            shown.forEach(_ -> output.text(caller.account()));
            output.endList();
        }
    }

    private static void write(Output output, MetricKey metric) {
        output.beginStructure()
                .text("Namespace", metric.namespace())
                .text("MetricName", metric.name())
                .name("Dimensions")
                .beginList();
        for (Dimension dimension : metric.dimensions()) {
            output.beginStructure()
                    .text("Name", dimension.name())
                    .text("Value", dimension.value())
                    .endStructure();
        }
        output.endList().endStructure();
    }

    private NavigableSet<MetricKey> find(Caller caller, Values input) {
        String namespace = input.textOrNull("Namespace");
        String name = input.textOrNull("MetricName");
        List<Values> filters = input.structures("Dimensions");
        long since = input.has("RecentlyActive") ? clock.millis() - RECENT.toMillis() : 0;
        NavigableSet<MetricKey> found = new TreeSet<>();
        for (SeriesView series : store.all()) {
            MetricKey metric = series.key().metric();
            boolean fits =
                    metric.account().equals(caller.account())
                            && metric.region().equals(caller.region())
                            && series.lastMillis() >= since
                            && (namespace == null || namespace.equals(metric.namespace()))
                            && (name == null || name.equals(metric.name()))
                            && filters.stream().allMatch(filter -> has(metric, filter));
            if (fits) {
                found.add(metric);
            }
        }
        return found;
    }

    /// Whether a metric has the dimension a filter wants, whatever others it has.
    private static boolean has(MetricKey metric, Values filter) {
        String name = filter.text("Name");
        String value = filter.textOrNull("Value");
        return metric.dimensions().stream()
                .filter(dimension -> dimension.name().equals(name))
                .anyMatch(dimension -> value == null || Objects.equals(dimension.value(), value));
    }
}
