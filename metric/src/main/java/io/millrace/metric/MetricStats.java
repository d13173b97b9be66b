package io.millrace.metric;

/// What a store holds and what it gave up.
///
/// @param series series now
/// @param bytes memory they take
/// @param droppedSeries series given up for want of room since the start, with all their points
public record MetricStats(int series, long bytes, long droppedSeries) {}
