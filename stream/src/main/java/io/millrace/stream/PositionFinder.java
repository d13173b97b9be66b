package io.millrace.stream;

import io.millrace.log.Bounds;
import io.millrace.log.Entry;
import io.millrace.log.ShardLogs;
import io.millrace.log.ShardRef;
import io.millrace.log.Slice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds where in a shard's log to read on, by the order of sequence numbers: a number need not
/// belong to a record that exists.
final class PositionFinder {
    private final ShardLogs logs;

    PositionFinder(ShardLogs logs) {
        this.logs = logs;
    }

    /// Position of the first record whose number is not smaller than one of this shard, or greater
    /// than it; the tip if there is none yet.
    ///
    /// @param after whether the record with that very number is to be left out
    long find(ShardRef log, SequenceNumber number, boolean after) {
        if (number.sequenceIndex() == 0) {
            return IteratorToken.HORIZON;
        }
        Bounds bounds = logs.bounds(log);
        long tip = bounds.nextPosition();
        long guess = Math.min(Math.max(number.position(), 1), tip);
        Entry entry = entryAt(log, guess);
        if (entry != null && entry.position() == guess && entry.epoch() == number.epoch()) {
            return reaches(entry, number, after) ? guess : guess + 1;
        }
        // Another owner wrote here, or nobody did: the owner's epoch decides before the position.
        long below = Math.min(bounds.firstPosition(), tip) - 1;
        long reached = tip;
        while (reached - below > 1) {
            long middle = (below + reached) >>> 1;
            Entry probe = entryAt(log, middle);
            if (probe == null || reaches(probe, number, after)) {
                reached = middle;
            } else {
                below = Math.min(probe.position(), reached - 1);
            }
        }
        return reached;
    }

    private static boolean reaches(Entry entry, SequenceNumber number, boolean after) {
        long index = SequenceNumber.index(entry.epoch(), entry.position());
        if (index != number.sequenceIndex()) {
            return index > number.sequenceIndex();
        }
        int bySecond = Long.compare(entry.timeMillis() / 1000, number.recordSeconds());
        return after ? bySecond > 0 : bySecond >= 0;
    }

    /// The first entry at or after a position.
    private @Nullable Entry entryAt(ShardRef log, long position) {
        Slice slice = logs.read(log, position, 1, 1);
        List<Entry> entries = slice.entries();
        return entries.isEmpty() ? null : entries.getFirst();
    }
}
