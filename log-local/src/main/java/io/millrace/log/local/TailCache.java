package io.millrace.log.local;

import java.util.ArrayDeque;
import java.util.concurrent.atomic.LongAdder;

/// Keeps the newest batches on the heap, up to a sum of bytes, whichever shard they are of; who
/// reads an older one, or a large one, reads the journal. Used by the publisher alone, its numbers
/// by any.
final class TailCache {
    /// Headers and references of a batch, its array and its index entry.
    private static final int OVERHEAD_BYTES = 120;

    /// Larger ones would drive out the many that readers at the tip come for, and every dozen of
    /// them costs a collection of the whole heap; reading one from the page cache costs a copy.
    private static final int MAX_BATCH_BYTES = 1 << 20;

    private final long maxBytes;
    private final ArrayDeque<TailEntry> newest = new ArrayDeque<>();
    private final LongAdder bytes = new LongAdder();
    private long held;

    TailCache(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /// Keeps a batch that was just published, unless it is large, and lets the oldest go for it.
    void keep(TailEntry entry) {
        if (entry.length > MAX_BATCH_BYTES) {
            entry.cached = null;
            return;
        }
        newest.addLast(entry);
        add(entry.length + OVERHEAD_BYTES);
        while (held > maxBytes) {
            TailEntry oldest = newest.removeFirst();
            oldest.cached = null;
            add(-(oldest.length + OVERHEAD_BYTES));
        }
    }

    private void add(long change) {
        held += change;
        bytes.add(change);
    }

    long bytes() {
        return bytes.sum();
    }
}
