package io.millrace.log;

/// What became of one appended batch.
///
/// The prefix rule: the first `stored` entries are durable at positions `firstPosition` up to
/// `firstPosition + stored - 1`, all with the same time and epoch; of the others, `outcome` tells.
/// If `outcome` is {@link Outcome#STORED}, `stored` is the batch's count.
///
/// @param stored number of entries that are durable, from the front
/// @param firstPosition position of the first entry; 0 if `stored` is 0
/// @param timeMillis instant of all stored entries in milliseconds since 1970; 0 if `stored` is 0
/// @param epoch owner epoch of all stored entries, 20 bits; 0 if `stored` is 0
public record AppendResult(
        Outcome outcome, int stored, long firstPosition, long timeMillis, int epoch) {
    /// Fate of the entries behind the stored prefix.
    public enum Outcome {
        /// There are none: the whole batch is durable.
        STORED,
        /// Another claim took the shard; they were not stored.
        FENCED,
        /// The shard was sealed; they were not stored.
        SEALED,
        /// Nobody can say; claim the shard again to find out.
        UNKNOWN,
        /// There is no room; they were not stored, and a later try may succeed.
        FULL
    }

    /// A batch of `count` entries, stored whole.
    public static AppendResult stored(int count, long firstPosition, long timeMillis, int epoch) {
        return new AppendResult(Outcome.STORED, count, firstPosition, timeMillis, epoch);
    }

    /// A batch of which nothing was stored.
    public static AppendResult refused(Outcome outcome) {
        return new AppendResult(outcome, 0, 0, 0, 0);
    }
}
