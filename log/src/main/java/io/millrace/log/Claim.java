package io.millrace.log;

/// Outcome of a claim.
///
/// @param writer the right to append; of no use if the shard is sealed
/// @param nextPosition position the next entry would get at the earliest, from 1
/// @param lastTimeMillis time of the newest entry, 0 if there was never one; the next entry's time
///   is not smaller
/// @param sealed whether the shard takes no more entries
public record Claim(Writer writer, long nextPosition, long lastTimeMillis, boolean sealed) {}
