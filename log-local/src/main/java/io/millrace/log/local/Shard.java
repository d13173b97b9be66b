package io.millrace.log.local;

import io.millrace.log.ShardRef;
import org.jspecify.annotations.Nullable;

/// One shard's log: what the sequencer has decided about it, what is published, and what the
/// checkpoint says. Each part has one owner.
final class Shard {
    /// Positions have 43 bits in a sequence number.
    static final long MAX_POSITION = (1L << 43) - 1;

    private final ShardRef ref;
    private final ShardTail tail = new ShardTail();
    private final Decided decided = new Decided();
    private volatile Mark mark;
    private volatile boolean dropped;
    private volatile long sealLsn;
    private volatile @Nullable Oldest oldest;

    /// @param firstSegment number of the first segment that may hold entries of this log
    Shard(ShardRef ref, long firstSegment) {
        this.ref = ref;
        this.mark = new Mark(1, 0, false, 0, firstSegment, 0);
    }

    /// What lies ahead of the disk; touched by the sequencer alone.
    static final class Decided {
        long nextPosition = 1;
        long lastTimeMillis;
        boolean sealed;
        long sealTimeMillis;
        long claim;
    }

    /// What the last checkpoint covers.
    ///
    /// @param firstSegment number of the first segment that may hold entries
    /// @param lastSegment number of the last segment that does, 0 for none
    record Mark(
            long nextPosition,
            long lastTimeMillis,
            boolean sealed,
            long sealTimeMillis,
            long firstSegment,
            long lastSegment) {
        /// Whether there is nothing to remember.
        boolean isBlank() {
            return nextPosition == 1 && !sealed;
        }
    }

    /// The oldest position in segments, as of a first segment.
    ///
    /// @param segment number of the stream's oldest segment when it was looked up
    record Oldest(long segment, long position) {}

    @Nullable Oldest oldest() {
        return oldest;
    }

    void oldest(Oldest found) {
        oldest = found;
    }

    ShardRef ref() {
        return ref;
    }

    ShardTail tail() {
        return tail;
    }

    Decided decided() {
        return decided;
    }

    Mark mark() {
        return mark;
    }

    /// Written by recovery, then by the flusher alone.
    void mark(Mark newMark) {
        mark = newMark;
    }

    boolean isDropped() {
        return dropped;
    }

    void drop() {
        dropped = true;
    }

    /// Number of the frame that holds its seal; 0 if it has none, or it is in the checkpoint.
    long sealLsn() {
        return sealLsn;
    }

    void sealLsn(long lsn) {
        sealLsn = lsn;
    }
}
