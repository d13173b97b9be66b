package io.millrace.api.cloudwatch;

import io.millrace.api.protocol.Operation;
import io.millrace.auth.Caller;
import io.millrace.metric.Datapoint;
import io.millrace.metric.MetricKey;
import io.millrace.metric.MetricStore;
import io.millrace.metric.Span;
import io.millrace.metric.Unit;
import io.millrace.wire.Output;
import io.millrace.wire.Shape;
import io.millrace.wire.Structure;
import io.millrace.wire.Values;
import java.util.List;
import java.util.Locale;

/// GetMetricStatistics: statistics of one metric by period, oldest first. Periods begin where the
/// span begins, which is rounded down to a minute.
final class GetMetricStatistics implements Operation {
    private static final int MAX_POINTS = 1_440;

    private static final Structure INPUT =
            Structure.of("GetMetricStatisticsInput")
                    .optional("Namespace", MetricShapes.NAMESPACE)
                    .optional("MetricName", MetricShapes.METRIC_NAME)
                    .optional("Dimensions", MetricShapes.DIMENSIONS)
                    .optional("StartTime", Shape.moment())
                    .optional("EndTime", Shape.moment())
                    .optional("Period", MetricShapes.PERIOD)
                    .optional("Statistics", Shape.list(Shape.oneOf(Statistic.names()), 1, 5))
                    .optional("ExtendedStatistics", Shape.list(Shape.text(), 1, 10))
                    .optional("Unit", MetricShapes.UNIT);

    private static final List<String> REQUIRED =
            List.of("Namespace", "MetricName", "StartTime", "EndTime", "Period");

    private final MetricStore store;

    GetMetricStatistics(MetricStore store) {
        this.store = store;
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public void answer(Caller caller, Values input, Output output) {
        for (String member : REQUIRED) {
            if (!input.has(member)) {
                throw Refusal.missing(member);
            }
        }
        MetricKey metric =
                new MetricKey(
                        caller.account(),
                        caller.region(),
                        input.text("Namespace"),
                        input.text("MetricName"),
                        MetricShapes.dimensions(input));
        List<String> statistics = statistics(input);
        String unit = input.textOrNull("Unit");
        List<Datapoint> points =
                store.read(metric, unit == null ? null : Unit.of(unit), span(input));
        output.text("Label", metric.name()).name("Datapoints").beginList();
        for (Datapoint point : points) {
            output.beginStructure().moment("Timestamp", point.startMillis());
            for (Statistic statistic : Statistic.values()) {
                if (statistics.contains(statistic.awsName())) {
                    output.real(statistic.awsName(), statistic.of(point.statistics()));
                }
            }
            output.text("Unit", point.unit().awsName()).endStructure();
        }
        output.endList();
    }

    private static List<String> statistics(Values input) {
        List<String> extended = input.texts("ExtendedStatistics");
        if (!extended.isEmpty()) {
            throw Refusal.invalidValue(
                    "The value "
                            + extended.getFirst()
                            + " for parameter ExtendedStatistics.member.1 is not supported: this"
                            + " server keeps statistic sets, which tell no percentiles.");
        }
        List<String> statistics = input.texts("Statistics");
        if (statistics.isEmpty()) {
            throw Refusal.invalidCombination(
                    "At least one of the parameters Statistics and ExtendedStatistics must be"
                            + " specified.");
        }
        return statistics;
    }

    private static Span span(Values input) {
        long start = moment(input, "StartTime");
        long end = moment(input, "EndTime");
        int period = input.integer("Period");
        if (start >= end) {
            throw Refusal.invalidValue(
                    "The parameter StartTime must be less than the parameter EndTime.");
        }
        if (!MetricShapes.isPeriod(period)) {
            throw Refusal.invalidValue("The parameter Period must be a multiple of 60.");
        }
        long points = (end - start) / (period * 1000L);
        if (points > MAX_POINTS) {
            throw Refusal.invalidCombination(
                    String.format(
                            Locale.ROOT,
                            "You have requested up to %,d datapoints, which exceeds the limit of"
                                    + " %,d. You may reduce the datapoints requested by increasing"
                                    + " Period, or decreasing the time range.",
                            points,
                            MAX_POINTS));
        }
        return new Span(
                MetricShapes.roundDown(start, MetricShapes.startGrain(period)), end, period);
    }

    private static long moment(Values input, String member) {
        Long millis = input.numberOrNull(member);
        return MetricShapes.moment(millis == null ? 0 : millis);
    }
}
