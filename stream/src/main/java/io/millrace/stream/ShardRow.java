package io.millrace.stream;

/// A shard in the replicated state.
///
/// @param start lowest hash key, inclusive
/// @param end highest hash key, inclusive
/// @param parent shard it was split from, or the lower one it was merged from; {@link #NONE}
/// @param adjacentParent higher one it was merged from; {@link #NONE}
/// @param creationSeconds leading field of its sequence numbers; may run ahead of the clock, so
///   nothing else reads it
/// @param openMillis when it began to take records
/// @param closeMillis when it ceased to; {@link #NONE} while open
/// @param endPosition one more than the last position in its log; {@link #NONE} while open
/// @param firstChild number of the child, or of the lower one; {@link #NONE} while open
/// @param children 2 after a split, 1 after a merge, 0 while open
record ShardRow(
        int number,
        HashKey start,
        HashKey end,
        int parent,
        int adjacentParent,
        long creationSeconds,
        long openMillis,
        long closeMillis,
        long endPosition,
        int firstChild,
        int children) {
    static final int NONE = -1;

    /// An open shard.
    static ShardRow open(
            int number,
            HashKey start,
            HashKey end,
            int parent,
            int adjacentParent,
            long creationSeconds,
            long openMillis) {
        return new ShardRow(
                number,
                start,
                end,
                parent,
                adjacentParent,
                creationSeconds,
                openMillis,
                NONE,
                NONE,
                NONE,
                0);
    }

    ShardRow closed(long atMillis, long atPosition, int itsFirstChild, int itsChildren) {
        return new ShardRow(
                number,
                start,
                end,
                parent,
                adjacentParent,
                creationSeconds,
                openMillis,
                atMillis,
                atPosition,
                itsFirstChild,
                itsChildren);
    }

    String id() {
        return ShardIds.of(number);
    }

    boolean isOpen() {
        return closeMillis == NONE;
    }

    /// Its part of the key space, up to 1.
    double share() {
        // An unsigned number: half of it is a signed one.
        return Math.scalb((double) ((end.high() - start.high()) >>> 1), -63);
    }

    /// Whether it took records at an instant. Half-open, so that the shards open at any instant
    /// tile the key space: a child opens when its parents close.
    boolean isOpenAt(long millis) {
        return openMillis <= millis && (isOpen() || closeMillis > millis);
    }

    /// Whether it took records at an instant or later.
    boolean isOpenFrom(long millis) {
        return isOpen() || closeMillis >= millis;
    }

    String startingSequenceNumber() {
        return SequenceNumber.format(creationSeconds, number, 0, creationSeconds);
    }

    String endingSequenceNumber() {
        return SequenceNumber.format(
                creationSeconds, number, SequenceNumber.LAST_INDEX, closeMillis / 1000);
    }
}
