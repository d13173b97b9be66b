package io.millrace.stream;

/// Write throughput that a stream on demand is to be ready for.
///
/// @param targetMibps asked for, in MiB/s, 0 to 10,240; 4 if nothing was
/// @param currentMibps of that, what its open shards take, in MiB/s
public record WarmThroughput(int targetMibps, int currentMibps) {}
