package io.millrace.log.local;

import io.millrace.log.local.checkpoint.Checkpoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// Which segments there are, per stream and oldest first. Lists are never changed once handed out.
///
/// A segment leaves in two steps: here at once, so that nobody reads it any more, and from the disk
/// only after a checkpoint that does not name it.
final class Catalog {
    private final Map<Long, List<Checkpoint.Segment>> byStream = new HashMap<>();
    private final List<Checkpoint.Segment> leaving = new ArrayList<>();
    private long nextNumber;
    private long bytes;
    private int count;

    /// @param nextNumber number of the next segment
    Catalog(long nextNumber) {
        this.nextNumber = nextNumber;
    }

    /// Adds a segment, newer than those before.
    synchronized void add(Checkpoint.Segment segment) {
        List<Checkpoint.Segment> longer =
                new ArrayList<>(byStream.getOrDefault(segment.meta().stream(), List.of()));
        longer.add(segment);
        byStream.put(segment.meta().stream(), List.copyOf(longer));
        bytes += segment.meta().bytes();
        count++;
    }

    /// Segments of one stream.
    synchronized List<Checkpoint.Segment> of(long stream) {
        return byStream.getOrDefault(stream, List.of());
    }

    /// All segments, by stream.
    synchronized List<Checkpoint.Segment> all() {
        return byStream.values().stream().flatMap(List::stream).toList();
    }

    /// Streams with segments.
    synchronized Set<Long> streams() {
        return Set.copyOf(byStream.keySet());
    }

    /// Takes all segments of a stream out.
    ///
    /// @return whether there were any
    synchronized boolean drop(long stream) {
        return remove(stream, _ -> true);
    }

    /// Takes the segments of a stream out whose newest entry is older than an instant.
    ///
    /// @return whether there were any
    synchronized boolean trim(long stream, long beforeMillis) {
        return remove(stream, segment -> segment.meta().maxTimeMillis() < beforeMillis);
    }

    private boolean remove(long stream, Predicate<Checkpoint.Segment> leaves) {
        List<Checkpoint.Segment> before = byStream.getOrDefault(stream, List.of());
        List<Checkpoint.Segment> gone = before.stream().filter(leaves).toList();
        if (gone.isEmpty()) {
            return false;
        }
        List<Checkpoint.Segment> stay = before.stream().filter(leaves.negate()).toList();
        if (stay.isEmpty()) {
            byStream.remove(stream);
        } else {
            byStream.put(stream, stay);
        }
        leaving.addAll(gone);
        count -= gone.size();
        bytes -= gone.stream().mapToLong(segment -> segment.meta().bytes()).sum();
        return true;
    }

    /// Whether a checkpoint is wanted so that files can go.
    synchronized boolean hasLeaving() {
        return !leaving.isEmpty();
    }

    /// Hands over what has left; the caller writes a checkpoint, then deletes the files.
    synchronized List<Checkpoint.Segment> takeLeaving() {
        List<Checkpoint.Segment> taken = List.copyOf(leaving);
        leaving.clear();
        return taken;
    }

    /// Takes them back: the checkpoint could not be written.
    synchronized void leavesLater(List<Checkpoint.Segment> segments) {
        leaving.addAll(segments);
    }

    synchronized long takeNumber() {
        return nextNumber++;
    }

    synchronized long nextNumber() {
        return nextNumber;
    }

    synchronized int count() {
        return count;
    }

    synchronized long bytes() {
        return bytes;
    }
}
