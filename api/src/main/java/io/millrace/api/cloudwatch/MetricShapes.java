package io.millrace.api.cloudwatch;

import io.millrace.metric.Dimension;
import io.millrace.metric.Unit;
import io.millrace.wire.Rule;
import io.millrace.wire.Shape;
import io.millrace.wire.Structure;
import io.millrace.wire.Values;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/// Shapes of the service model that several operations use, and what they stand for.
final class MetricShapes {
    static final Shape.Text NAMESPACE = Shape.text(1, 255).matching(Rule.regex("[^:].*"));
    static final Shape.Text METRIC_NAME = Shape.text(1, 255);
    static final Shape.Text DIMENSION_NAME = Shape.text(1, 255);
    static final Shape.Text DIMENSION_VALUE = Shape.text(1, 1024);
    static final Shape.Whole PERIOD = Shape.integerFrom(1);
    static final Shape.Text UNIT =
            Shape.oneOf(Arrays.stream(Unit.values()).map(Unit::awsName).toArray(String[]::new));

    static final Shape.Many DIMENSIONS =
            Shape.list(
                    Structure.of("Dimension")
                            .required("Name", DIMENSION_NAME)
                            .required("Value", DIMENSION_VALUE),
                    0,
                    30);

    /// Periods below a minute that CloudWatch knows.
    private static final List<Integer> SHORT_PERIODS = List.of(1, 5, 10, 20, 30);

    private static final int MINUTE = 60;
    private static final long LAST_MILLIS = Instant.parse("9999-12-31T23:59:59Z").toEpochMilli();

    private MetricShapes() {}

    static List<Dimension> dimensions(Values holder) {
        return holder.structures("Dimensions").stream()
                .map(each -> new Dimension(each.text("Name"), each.text("Value")))
                .toList();
    }

    static boolean isPeriod(int seconds) {
        return seconds % MINUTE == 0 || SHORT_PERIODS.contains(seconds);
    }

    /// A moment within the years that can be written, so that sums of moments stay sums.
    static long moment(long millis) {
        return Math.clamp(millis, 0, LAST_MILLIS);
    }

    /// Rounds a moment down to whole seconds of so many.
    static long roundDown(long millis, int seconds) {
        return millis - Math.floorMod(millis, seconds * 1000L);
    }

    /// What a start is rounded down to: a minute, or the period if that is shorter.
    static int startGrain(int periodSeconds) {
        return Math.min(MINUTE, periodSeconds);
    }
}
