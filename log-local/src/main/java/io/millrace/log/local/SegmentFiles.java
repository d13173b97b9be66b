package io.millrace.log.local;

import io.millrace.log.local.checkpoint.Checkpoint;
import io.millrace.log.local.segment.SegmentReader;
import io.millrace.log.local.storage.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Segment files that are open for reading, the least recently used one closed first: bounded in
/// number and in the size of their indexes.
///
/// A file is closed when nobody reads it any more; opening one never holds up readers of others.
final class SegmentFiles implements Closeable {
    private final Storage storage;
    private final int maxOpen;
    private final long maxIndexBytes;
    private final LinkedHashMap<Long, Slot> slots = new LinkedHashMap<>(16, 0.75f, true);
    private long indexBytes;
    private boolean closed;

    SegmentFiles(Storage storage, int maxOpen, long maxIndexBytes) {
        this.storage = storage;
        this.maxOpen = maxOpen;
        this.maxIndexBytes = maxIndexBytes;
    }

    /// What is done with an open file.
    interface Use<T extends @Nullable Object> {
        T with(SegmentReader reader) throws IOException;
    }

    /// Opens a segment if need be, and keeps it open during `use`.
    <T extends @Nullable Object> T reading(Checkpoint.Segment segment, Use<T> use)
            throws IOException {
        Slot slot = pin(segment);
        try {
            return use.with(slot.reader(storage));
        } finally {
            closeAll(unpin(slot));
        }
    }

    private synchronized Slot pin(Checkpoint.Segment segment) throws IOException {
        if (closed) {
            throw new IOException("the log is closed");
        }
        Slot slot = slots.get(segment.number());
        if (slot == null) {
            slot = new Slot(segment);
            slots.put(segment.number(), slot);
            indexBytes += segment.meta().indexBytes();
        }
        slot.users++;
        return slot;
    }

    private synchronized List<Slot> unpin(Slot slot) {
        slot.users--;
        return surplus();
    }

    /// Takes out what exceeds the limits and is not in use.
    private List<Slot> surplus() {
        List<Slot> out = new ArrayList<>();
        if (isWithinLimits()) {
            return out;
        }
        for (Slot each : List.copyOf(slots.values())) {
            if (each.users == 0 && !isWithinLimits()) {
                slots.remove(each.segment.number());
                indexBytes -= each.segment.meta().indexBytes();
                out.add(each);
            }
        }
        return out;
    }

    private boolean isWithinLimits() {
        return !closed && slots.size() <= maxOpen && indexBytes <= maxIndexBytes;
    }

    private static void closeAll(List<Slot> slots) throws IOException {
        for (Slot slot : slots) {
            slot.close();
        }
    }

    /// Closes files that will not be read again.
    void forget(List<Checkpoint.Segment> segments) throws IOException {
        List<Slot> out = new ArrayList<>();
        synchronized (this) {
            for (Checkpoint.Segment segment : segments) {
                Slot slot = slots.get(segment.number());
                if (slot != null && slot.users == 0) {
                    slots.remove(segment.number());
                    indexBytes -= segment.meta().indexBytes();
                    out.add(slot);
                }
            }
        }
        closeAll(out);
    }

    @Override
    public void close() throws IOException {
        List<Slot> out;
        synchronized (this) {
            closed = true;
            out = surplus();
        }
        closeAll(out);
    }

    /// One file, open or about to be.
    private static final class Slot {
        private final Checkpoint.Segment segment;
        private int users;
        private @Nullable SegmentReader reader;

        Slot(Checkpoint.Segment segment) {
            this.segment = segment;
        }

        synchronized SegmentReader reader(Storage storage) throws IOException {
            SegmentReader open = reader;
            if (open == null) {
                open = SegmentReader.open(storage, segment.meta());
                reader = open;
            }
            return open;
        }

        synchronized void close() throws IOException {
            if (reader != null) {
                reader.close();
                reader = null;
            }
        }
    }
}
