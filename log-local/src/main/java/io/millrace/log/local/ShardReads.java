package io.millrace.log.local;

import io.millrace.log.Batch;
import io.millrace.log.Bounds;
import io.millrace.log.CorruptLogException;
import io.millrace.log.ShardRef;
import io.millrace.log.Slice;
import io.millrace.log.Tip;
import io.millrace.log.local.checkpoint.Checkpoint;
import io.millrace.log.local.segment.ShardExtent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Reads shards: the tail for what is newest, segments for what is older.
///
/// While a read goes on, the flusher may move entries from the tail to a segment. It adds the
/// segment first and takes the entries away second; so whoever looks at the tail first and then at
/// the catalogue finds everything, and a read that comes upon bytes of a retired journal file just
/// looks again.
final class ShardReads {
    /// Least to ask a segment for: a few blocks, of which the next read may use the rest.
    private static final int MIN_SEGMENT_READ_BYTES = 64 << 10;

    private final Shards shards;
    private final Catalog catalog;
    private final SegmentFiles files;
    private final DiskReads disk;
    private final Halt halt;
    private final LongAdder damaged = new LongAdder();

    ShardReads(Shards shards, Catalog catalog, SegmentFiles files, DiskReads disk, Halt halt) {
        this.halt = halt;
        this.shards = shards;
        this.catalog = catalog;
        this.files = files;
        this.disk = disk;
    }

    long damaged() {
        return damaged.sum();
    }

    Slice read(ShardRef ref, long fromPosition, int maxEntries, int maxBytes) {
        SliceBuilder out = new SliceBuilder(Math.max(1, fromPosition), maxEntries, maxBytes);
        Shard shard = shards.visible(ref);
        if (shard == null) {
            return out.build();
        }
        return counted(() -> {
            while (!out.isFull() && advance(shard, out)) {
                // Goes on where the last part ended.
            }
            return out.build();
        });
    }

    /// @return false at the tip
    private boolean advance(Shard shard, SliceBuilder out) throws IOException {
        List<TailEntry> entries =
                shard.tail().from(out.nextPosition(), out.entriesLeft(), out.bytesLeft());
        if (entries == null) {
            long tailFirst = shard.tail().firstPosition();
            if (!disk.call(() -> readSegment(shard, out))) {
                // Nothing older is left: it was trimmed, or lost.
                out.skipTo(tailFirst);
            }
            return true;
        }
        for (TailEntry entry : entries) {
            Batch cached = entry.cached;
            Batch batch = cached == null ? disk.<@Nullable Batch>call(() -> load(entry)) : cached;
            if (batch == null) {
                return true;
            }
            batch.forEach(entry.firstPosition, entry.timeMillis, entry.epoch, out);
            if (out.isFull()) {
                return true;
            }
        }
        return !entries.isEmpty();
    }

    /// Reads a batch from the journal.
    ///
    /// @return null if the file was retired meanwhile
    private static @Nullable Batch load(TailEntry entry) throws IOException {
        byte[] bytes = new byte[entry.length];
        try {
            entry.file.read(entry.offset, ByteBuffer.wrap(bytes));
        } catch (IOException e) {
            if (entry.file.isRetired()) {
                return null;
            }
            throw e;
        }
        Batch batch = Batch.stored(bytes, 0, bytes.length, entry.count, entry.crc);
        if (batch.verify()) {
            return batch;
        }
        if (entry.file.isRetired()) {
            return null;
        }
        throw new CorruptLogException(
                entry.file.name()
                        + " is damaged within "
                        + entry.length
                        + " bytes at "
                        + entry.offset
                        + ": shard "
                        + entry.shard.ref()
                        + ", positions "
                        + entry.firstPosition
                        + " to "
                        + (entry.endPosition() - 1)
                        + " cannot be read");
    }

    private boolean readSegment(Shard shard, SliceBuilder out) throws IOException {
        int number = shard.ref().shard();
        long from = out.nextPosition();
        while (true) {
            List<Checkpoint.Segment> list = segmentsOf(shard);
            try {
                int index = find(list, number, from);
                if (index < 0) {
                    return false;
                }
                int bytes = Math.max(MIN_SEGMENT_READ_BYTES, out.bytesLeft());
                files.reading(list.get(index), reader -> reader.read(number, from, bytes))
                        .forEach(stored ->
                                stored.batch()
                                        .forEach(
                                                stored.firstPosition(),
                                                stored.timeMillis(),
                                                stored.epoch(),
                                                out));
                return true;
            } catch (IOException e) {
                requireChanged(shard, list, e);
            }
        }
    }

    /// A file that left the catalogue may be gone; any other failure is one.
    private void requireChanged(Shard shard, List<Checkpoint.Segment> before, IOException failure)
            throws IOException {
        if (segmentsOf(shard).equals(before)) {
            throw failure;
        }
    }

    /// Segments that may hold entries of a shard, oldest first.
    private List<Checkpoint.Segment> segmentsOf(Shard shard) {
        List<Checkpoint.Segment> all = catalog.of(shard.ref().stream());
        Shard.Mark mark = shard.mark();
        if (mark.lastSegment() == 0 || all.isEmpty()) {
            return List.of();
        }
        return all.subList(indexOf(all, mark.firstSegment()), indexOf(all, mark.lastSegment() + 1));
    }

    /// Index of the first segment with a number or a larger one.
    private static int indexOf(List<Checkpoint.Segment> all, long number) {
        int low = 0;
        int high = all.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (all.get(middle).number() < number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// Index of the first segment that holds an entry of the shard at or behind a position, -1 if
    /// none does. Halves the list by the shard's extents, passing over segments without any.
    private int find(List<Checkpoint.Segment> list, int shard, long position) throws IOException {
        int found = -1;
        int low = 0;
        int high = list.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            int at = middle;
            ShardExtent extent = null;
            while (at < high && extent == null) {
                extent = extent(list.get(at), shard);
                at += extent == null ? 1 : 0;
            }
            if (extent == null) {
                high = middle;
            } else if (extent.endPosition() > position) {
                found = at;
                high = middle;
            } else {
                low = at + 1;
            }
        }
        return found;
    }

    private @Nullable ShardExtent extent(Checkpoint.Segment segment, int shard) throws IOException {
        return files.<@Nullable ShardExtent>reading(segment, reader -> reader.extent(shard));
    }

    long firstAtOrAfter(ShardRef ref, long timeMillis) {
        Shard shard = shards.visible(ref);
        if (shard == null) {
            return Bounds.EMPTY.nextPosition();
        }
        // The tail first: what moves to a segment behind this line is found there.
        long inTail = shard.tail().firstAtOrAfter(timeMillis);
        return segmentsOf(shard).isEmpty()
                ? inTail
                : counted(() -> disk.call(() -> firstInSegments(shard, timeMillis, inTail)));
    }

    private long firstInSegments(Shard shard, long timeMillis, long inTail) throws IOException {
        int number = shard.ref().shard();
        while (true) {
            List<Checkpoint.Segment> list = segmentsOf(shard);
            try {
                for (Checkpoint.Segment segment : list) {
                    if (segment.meta().maxTimeMillis() < timeMillis) {
                        continue;
                    }
                    ShardExtent extent = extent(segment, number);
                    if (extent != null && extent.lastTimeMillis() >= timeMillis) {
                        return files.reading(
                                segment, reader -> reader.firstAtOrAfter(number, timeMillis));
                    }
                }
                return inTail;
            } catch (IOException e) {
                requireChanged(shard, list, e);
            }
        }
    }

    Bounds bounds(ShardRef ref) {
        Shard shard = shards.visible(ref);
        if (shard == null) {
            return Bounds.EMPTY;
        }
        long tailFirst = shard.tail().firstPosition();
        List<Checkpoint.Segment> list = segmentsOf(shard);
        return shard.tail().bounds(list.isEmpty() ? tailFirst : oldest(shard, list, tailFirst));
    }

    Tip tip(ShardRef ref) {
        Shard shard = shards.visible(ref);
        return shard == null ? Tip.EMPTY : shard.tail().tip();
    }

    private long oldest(Shard shard, List<Checkpoint.Segment> list, long tailFirst) {
        Shard.Oldest known = shard.oldest();
        if (known != null && known.segment() == list.getFirst().number()) {
            return known.position();
        }
        return counted(() -> {
            long first = disk.call(() -> oldestIn(shard, list, tailFirst));
            shard.oldest(new Shard.Oldest(list.getFirst().number(), first));
            return first;
        });
    }

    private long oldestIn(Shard shard, List<Checkpoint.Segment> list, long tailFirst)
            throws IOException {
        try {
            for (Checkpoint.Segment segment : list) {
                ShardExtent extent = extent(segment, shard.ref().shard());
                if (extent != null) {
                    return extent.firstPosition();
                }
            }
        } catch (IOException e) {
            requireChanged(shard, list, e);
        }
        return tailFirst;
    }

    private <T> T counted(DiskReads.Read<T> read) {
        try {
            return read.run();
        } catch (CorruptLogException e) {
            damaged.increment();
            throw e;
        } catch (IOException e) {
            if (halt.isClosed()) {
                throw halt.exception();
            }
            throw new UncheckedIOException(e);
        }
    }
}
