package io.millrace.log;

/// Outcome of sealing a shard.
///
/// @param outcome {@link AppendResult.Outcome#STORED} if the seal is durable, also when an earlier
///   call of the same claim or a former owner had sealed it already
/// @param endPosition one more than the last position that will ever be read from the shard
/// @param timeMillis instant of the seal, not smaller than any entry's
public record Seal(AppendResult.Outcome outcome, long endPosition, long timeMillis) {}
