package io.millrace.metric;

/// Values put together: how many there were, their sum, the least and the greatest of them.
///
/// @param samples above 0
public record StatisticSet(double samples, double sum, double minimum, double maximum) {
    /// The set of one value.
    public static StatisticSet of(double value) {
        return new StatisticSet(1, value, value, value);
    }

    /// Their mean.
    public double average() {
        return sum / samples;
    }

    /// The values of both.
    public StatisticSet plus(StatisticSet other) {
        return new StatisticSet(
                samples + other.samples,
                sum + other.sum,
                Math.min(minimum, other.minimum),
                Math.max(maximum, other.maximum));
    }
}
