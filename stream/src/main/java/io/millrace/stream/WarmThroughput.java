package io.millrace.stream;

/// Write throughput that a stream on demand is to be ready for.
///
/// @param targetMibps asked for, in MiB/s
/// @param currentMibps reached, in MiB/s
public record WarmThroughput(int targetMibps, int currentMibps) {}
