package io.millrace.api.cloudwatch;

import io.millrace.api.protocol.Refused;
import io.millrace.auth.Caller;
import io.millrace.metric.Datapoint;
import io.millrace.metric.MetricKey;
import io.millrace.metric.MetricStore;
import io.millrace.metric.Span;
import io.millrace.metric.Unit;
import io.millrace.wire.Shape;
import io.millrace.wire.Structure;
import io.millrace.wire.Values;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One query of GetMetricData: a statistic of a metric by period.
///
/// @param returned whether its values are wanted; without expressions the others serve nothing
record MetricQuery(
        String id,
        String label,
        MetricKey metric,
        int periodSeconds,
        Statistic statistic,
        @Nullable Unit unit,
        boolean returned) {
    /// A list of queries as clients send it. What the service words by itself is optional here.
    static final Shape.Many SHAPE =
            Shape.list(
                    Structure.of("MetricDataQuery")
                            .optional("Id", Shape.text(1, 255))
                            .optional(
                                    "MetricStat",
                                    Structure.of("MetricStat")
                                            .optional(
                                                    "Metric",
                                                    Structure.of("Metric")
                                                            .optional(
                                                                    "Namespace",
                                                                    MetricShapes.NAMESPACE)
                                                            .optional(
                                                                    "MetricName",
                                                                    MetricShapes.METRIC_NAME)
                                                            .optional(
                                                                    "Dimensions",
                                                                    MetricShapes.DIMENSIONS))
                                            .optional("Period", MetricShapes.PERIOD)
                                            .optional("Stat", Shape.text())
                                            .optional("Unit", MetricShapes.UNIT))
                            .optional("Expression", Shape.text(1, 2048))
                            .optional("Label", Shape.text())
                            .optional("ReturnData", Shape.flag())
                            .optional("Period", MetricShapes.PERIOD)
                            .optional("AccountId", Shape.text(1, 255)),
                    0,
                    Integer.MAX_VALUE);

    private static final Pattern ID = Pattern.compile("[a-z][a-zA-Z0-9_]*");

    /// @param number of the query in its list, from 1
    static MetricQuery of(Caller caller, Values query, int number) {
        String path = "MetricDataQueries.member." + number + ".";
        String id = require(query, "Id", path);
        if (!ID.matcher(id).matches()) {
            throw Refusal.validation(
                    "The value "
                            + id
                            + " for parameter "
                            + path
                            + "Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.");
        }
        if (query.has("Expression")) {
            throw Refusal.validation(
                    "The parameter "
                            + path
                            + "Expression is not supported: this server evaluates no expressions."
                            + " Ask for the metrics with MetricStat.");
        }
        Values stat = query.structureOrNull("MetricStat");
        if (stat == null) {
            // The service ends this one with a line break.
            throw Refusal.validation("The parameter " + path + "MetricStat is required.\n");
        }
        MetricKey metric = metric(caller, stat, path + "MetricStat.");
        String label = query.textOrNull("Label");
        String unit = stat.textOrNull("Unit");
        return new MetricQuery(
                id,
                label == null ? metric.name() : label,
                metric,
                period(stat, path + "MetricStat."),
                statistic(stat, path + "MetricStat."),
                unit == null ? null : Unit.of(unit),
                !query.has("ReturnData") || query.flag("ReturnData"));
    }

    /// Its points in the order wanted; points of several units in one period become one.
    List<Datapoint> read(MetricStore store, long startMillis, long endMillis, boolean ascending) {
        Span span =
                new Span(
                        MetricShapes.roundDown(startMillis, periodSeconds),
                        endMillis,
                        periodSeconds);
        Comparator<Long> order = Comparator.naturalOrder();
        TreeMap<Long, Datapoint> byStart = new TreeMap<>(ascending ? order : order.reversed());
        for (Datapoint point : store.read(metric, unit, span)) {
            byStart.merge(
                    point.startMillis(),
                    point,
                    (one, other) ->
                            new Datapoint(
                                    one.startMillis(),
                                    one.unit(),
                                    one.statistics().plus(other.statistics())));
        }
        return List.copyOf(byStart.values());
    }

    private static MetricKey metric(Caller caller, Values stat, String path) {
        Values metric = stat.structureOrNull("Metric");
        if (metric == null) {
            throw required(path + "Metric");
        }
        return new MetricKey(
                caller.account(),
                caller.region(),
                require(metric, "Namespace", path + "Metric."),
                require(metric, "MetricName", path + "Metric."),
                MetricShapes.dimensions(metric));
    }

    private static int period(Values stat, String path) {
        if (!stat.has("Period")) {
            throw required(path + "Period");
        }
        int period = stat.integer("Period");
        if (!MetricShapes.isPeriod(period)) {
            throw Refusal.validation(
                    "The value "
                            + period
                            + " for parameter "
                            + path
                            + "Period must be 1, 5, 10, 20, 30 or a multiple of 60.");
        }
        return period;
    }

    private static Statistic statistic(Values stat, String path) {
        String name = require(stat, "Stat", path);
        Statistic statistic = Statistic.find(name);
        if (statistic == null) {
            throw Refusal.validation(
                    "The value "
                            + name
                            + " for parameter "
                            + path
                            + "Stat is not supported. This server has SampleCount, Average, Sum,"
                            + " Minimum and Maximum.");
        }
        return statistic;
    }

    private static String require(Values holder, String member, String path) {
        String value = holder.textOrNull(member);
        if (value == null) {
            throw required(path + member);
        }
        return value;
    }

    private static Refused required(String path) {
        return Refusal.validation("The parameter " + path + " is required.");
    }
}
