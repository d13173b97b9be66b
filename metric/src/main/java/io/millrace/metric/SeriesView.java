package io.millrace.metric;

/// A series seen from outside.
///
/// @param total of all values since the series began
/// @param lastMillis when the newest value was measured
public record SeriesView(SeriesKey key, StatisticSet total, long lastMillis) {}
