package io.millrace.log;

/// What a shard's log holds, durable and readable, at one moment.
///
/// @param firstPosition smallest position that may still be there; files expire whole, so entries
///   older than asked for may still be readable
/// @param nextPosition one more than the newest readable position; 1 for a log never written
/// @param lastTimeMillis time of the newest entry ever stored, 0 if there was never one
/// @param sealed whether no entry will follow
public record Bounds(long firstPosition, long nextPosition, long lastTimeMillis, boolean sealed) {
    /// A log that was never written.
    public static final Bounds EMPTY = new Bounds(1, 1, 0, false);
}
