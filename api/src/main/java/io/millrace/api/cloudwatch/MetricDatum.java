package io.millrace.api.cloudwatch;

import io.millrace.api.protocol.Refused;
import io.millrace.auth.Caller;
import io.millrace.metric.MetricKey;
import io.millrace.metric.SeriesKey;
import io.millrace.metric.StatisticSet;
import io.millrace.metric.Unit;
import io.millrace.wire.Shape;
import io.millrace.wire.Structure;
import io.millrace.wire.Values;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One datum of PutMetricData: values of a metric that were measured together.
///
/// @param atMillis begin of the second or minute, by the datum's resolution, it was measured in
record MetricDatum(SeriesKey key, long atMillis, StatisticSet set) {
    /// A list of data as clients send it. What the service words by itself is optional here.
    static final Shape.Many SHAPE =
            Shape.list(
                    Structure.of("MetricDatum")
                            .optional("MetricName", MetricShapes.METRIC_NAME)
                            .optional("Dimensions", MetricShapes.DIMENSIONS)
                            .optional("Timestamp", Shape.moment())
                            .optional("Value", Shape.real())
                            .optional(
                                    "StatisticValues",
                                    Structure.of("StatisticSet")
                                            .optional("SampleCount", Shape.real())
                                            .optional("Sum", Shape.real())
                                            .optional("Minimum", Shape.real())
                                            .optional("Maximum", Shape.real()))
                            .optional("Values", Shape.list(Shape.real(), 0, Integer.MAX_VALUE))
                            .optional("Counts", Shape.list(Shape.real(), 0, Integer.MAX_VALUE))
                            .optional("Unit", MetricShapes.UNIT)
                            .optional("StorageResolution", Shape.integerFrom(1)),
                    0,
                    Integer.MAX_VALUE);

    private static final int MAX_VALUES = 150;
    private static final int MINUTE_SECONDS = 60;
    private static final long PAST_MILLIS = Duration.ofDays(14).toMillis();
    private static final long FUTURE_MILLIS = Duration.ofHours(2).toMillis();

    /// CloudWatch takes values from -2^360 to 2^360 (PutMetricData, MetricDatum, Value).
    private static final double LARGEST = 0x1p360;

    /// Reads a datum and says what is wrong with it.
    ///
    /// @param path such as `MetricData.member.1.`
    static MetricDatum of(
            Caller caller, String namespace, Values datum, String path, long nowMillis) {
        String name = datum.textOrNull("MetricName");
        if (name == null) {
            throw Refusal.missing(path + "MetricName");
        }
        MetricKey metric =
                new MetricKey(
                        caller.account(),
                        caller.region(),
                        namespace,
                        name,
                        MetricShapes.dimensions(datum));
        checkDistinct(metric);
        String unit = datum.textOrNull("Unit");
        return new MetricDatum(
                new SeriesKey(metric, unit == null ? Unit.NONE : Unit.of(unit)),
                MetricShapes.roundDown(moment(datum, path, nowMillis), resolution(datum, path)),
                set(datum, path));
    }

    private static void checkDistinct(MetricKey metric) {
        long names = metric.dimensions().stream().map(each -> each.name()).distinct().count();
        if (names < metric.dimensions().size()) {
            throw Refusal.invalidValue("No Metric may specify the same dimension twice.");
        }
    }

    private static long moment(Values datum, String path, long nowMillis) {
        Long at = datum.numberOrNull("Timestamp");
        if (at == null) {
            return nowMillis;
        }
        if (at < nowMillis - PAST_MILLIS || at > nowMillis + FUTURE_MILLIS) {
            throw Refusal.invalidValue(
                    "The parameter "
                            + path
                            + "Timestamp must specify a time within the past two weeks.");
        }
        return at;
    }

    /// In seconds. What is not of high resolution stands at the begin of its minute.
    private static int resolution(Values datum, String path) {
        int seconds = datum.integerOr("StorageResolution", MINUTE_SECONDS);
        if (seconds != 1 && seconds != MINUTE_SECONDS) {
            throw invalid(seconds, path + "StorageResolution");
        }
        return seconds;
    }

    private static StatisticSet set(Values datum, String path) {
        List<Double> values = datum.reals("Values");
        Values statistics = datum.structureOrNull("StatisticValues");
        boolean single = datum.has("Value");
        exclude(single && !values.isEmpty(), path, "Value", "Values");
        exclude(single && statistics != null, path, "Value", "StatisticValues");
        exclude(statistics != null && !values.isEmpty(), path, "Values", "StatisticValues");
        if (single) {
            return StatisticSet.of(finite(datum.real("Value"), path + "Value"));
        }
        if (statistics != null) {
            return statistics(statistics, path + "StatisticValues.");
        }
        if (values.isEmpty()) {
            throw Refusal.invalidCombination("At least one of the parameters must be specified.");
        }
        return values(values, datum.reals("Counts"), path);
    }

    private static void exclude(boolean both, String path, String one, String other) {
        if (both) {
            throw Refusal.invalidCombination(
                    "The parameters "
                            + path
                            + one
                            + " and "
                            + path
                            + other
                            + " are mutually exclusive and you have specified both.");
        }
    }

    private static StatisticSet statistics(Values statistics, String path) {
        List<String> missing = new ArrayList<>();
        for (String member : List.of("Maximum", "Minimum", "SampleCount", "Sum")) {
            if (!statistics.has(member)) {
                missing.add(path + member);
            }
        }
        if (!missing.isEmpty()) {
            throw Refusal.missing(missing);
        }
        double samples = finite(statistics.real("SampleCount"), path + "SampleCount");
        double minimum = finite(statistics.real("Minimum"), path + "Minimum");
        double maximum = finite(statistics.real("Maximum"), path + "Maximum");
        double sum = finite(statistics.real("Sum"), path + "Sum");
        if (maximum < minimum) {
            throw Refusal.invalidValue(
                    "The parameter " + path + "Maximum must be greater than " + path + "Minimum.");
        }
        if (samples <= 0) {
            throw Refusal.invalidValue(
                    "The parameter " + path + "SampleCount must be greater than 0.");
        }
        return new StatisticSet(samples, sum, minimum, maximum);
    }

    /// @param counts how often each value occurred; once if there are none
    private static StatisticSet values(List<Double> values, List<Double> counts, String path) {
        checkSize(values, path + "Values");
        checkSize(counts, path + "Counts");
        if (!counts.isEmpty() && counts.size() != values.size()) {
            throw Refusal.invalidValue(
                    "The parameters "
                            + path
                            + "Values and "
                            + path
                            + "Counts must be of the same size.");
        }
        StatisticSet all = null;
        for (int i = 0; i < values.size(); i++) {
            String number = ".member." + (i + 1);
            double value = finite(values.get(i), path + "Values" + number);
            double count = counts.isEmpty() ? 1 : finite(counts.get(i), path + "Counts" + number);
            if (count <= 0) {
                throw invalid(count, path + "Counts" + number);
            }
            all = plus(all, new StatisticSet(count, value * count, value, value));
        }
        if (all == null) {
            throw new IllegalStateException("no values, which was checked");
        }
        return all;
    }

    private static StatisticSet plus(@Nullable StatisticSet all, StatisticSet one) {
        return all == null ? one : all.plus(one);
    }

    private static void checkSize(List<Double> list, String path) {
        if (list.size() > MAX_VALUES) {
            throw Refusal.invalidValue(
                    "The collection "
                            + path
                            + " must not have a size greater than "
                            + MAX_VALUES
                            + ".");
        }
    }

    private static double finite(double value, String path) {
        if (!(Math.abs(value) <= LARGEST)) {
            throw invalid(value, path);
        }
        return value;
    }

    private static Refused invalid(Number value, String path) {
        return Refusal.invalidValue(
                "The value " + value + " for parameter " + path + " is invalid.");
    }
}
