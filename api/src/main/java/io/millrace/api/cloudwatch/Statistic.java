package io.millrace.api.cloudwatch;

import io.millrace.metric.StatisticSet;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The statistics a set can tell, by their names on the wire, in the order answers have them.
enum Statistic {
    SAMPLE_COUNT("SampleCount"),
    AVERAGE("Average"),
    SUM("Sum"),
    MINIMUM("Minimum"),
    MAXIMUM("Maximum");

    private final String awsName;

    Statistic(String awsName) {
        this.awsName = awsName;
    }

    String awsName() {
        return awsName;
    }

    double of(StatisticSet set) {
        return switch (this) {
            case SAMPLE_COUNT -> set.samples();
            case AVERAGE -> set.average();
            case SUM -> set.sum();
            case MINIMUM -> set.minimum();
            case MAXIMUM -> set.maximum();
        };
    }

    static String[] names() {
        return Arrays.stream(values()).map(Statistic::awsName).toArray(String[]::new);
    }

    /// The statistic of a name; null if no set can tell it.
    static @Nullable Statistic find(String awsName) {
        for (Statistic statistic : values()) {
            if (statistic.awsName.equals(awsName)) {
                return statistic;
            }
        }
        return null;
    }
}
