package io.millrace.log;

/// Where a shard's log ends, as far as it is durable and readable, at one moment.
///
/// @param nextPosition one more than the newest readable position; 1 for a log never written
/// @param lastTimeMillis time of the newest entry ever stored, 0 if there was never one
public record Tip(long nextPosition, long lastTimeMillis) {
    /// A log that was never written.
    public static final Tip EMPTY = new Tip(1, 0);
}
