package io.millrace.log.local;

import io.millrace.log.Entry;
import io.millrace.log.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Collects entries for one read until a limit is met.
final class SliceBuilder implements Consumer<Entry> {
    private final List<Entry> entries = new ArrayList<>();
    private final int maxEntries;
    private final int maxBytes;
    private long nextPosition;
    private long bytes;
    private boolean full;

    SliceBuilder(long fromPosition, int maxEntries, int maxBytes) {
        if (maxEntries < 1 || maxBytes < 1) {
            throw new IllegalArgumentException(
                    "limits of " + maxEntries + " entries, " + maxBytes + " bytes");
        }
        this.nextPosition = fromPosition;
        this.maxEntries = maxEntries;
        this.maxBytes = maxBytes;
    }

    /// Takes the entry, unless it lies before the read's position or would exceed a limit; the
    /// first one always fits.
    @Override
    public void accept(Entry entry) {
        if (full || entry.position() < nextPosition) {
            return;
        }
        long size = (long) Math.max(0, entry.keyLength()) + entry.valueLength();
        if (!entries.isEmpty() && (entries.size() == maxEntries || bytes + size > maxBytes)) {
            full = true;
            return;
        }
        entries.add(entry);
        bytes += size;
        nextPosition = entry.position() + 1;
        full = entries.size() == maxEntries || bytes >= maxBytes;
    }

    boolean isFull() {
        return full;
    }

    /// Where the read goes on.
    long nextPosition() {
        return nextPosition;
    }

    /// Says that there is nothing before a position.
    void skipTo(long position) {
        nextPosition = Math.max(nextPosition, position);
    }

    int entriesLeft() {
        return maxEntries - entries.size();
    }

    int bytesLeft() {
        return (int) Math.max(1, maxBytes - bytes);
    }

    Slice build() {
        return new Slice(entries, nextPosition);
    }
}
