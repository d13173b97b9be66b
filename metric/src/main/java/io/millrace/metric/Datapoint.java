package io.millrace.metric;

/// What was measured in one period.
///
/// @param startMillis begin of the period, in milliseconds since 1970
public record Datapoint(long startMillis, Unit unit, StatisticSet statistics) {}
