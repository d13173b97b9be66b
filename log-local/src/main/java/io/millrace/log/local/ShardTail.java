package io.millrace.log.local;

import io.millrace.log.Bounds;
import io.millrace.log.Tip;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// What is readable of one shard and not yet in segments, oldest first, and who waits for more.
///
/// The publisher adds at the end, the flusher takes from the front, readers look; its lock is held
/// for a search and a copy of references, never while a disk is asked.
final class ShardTail {
    private static final @Nullable TailEntry[] NONE = new TailEntry[0];

    /// A ring: `size` entries from `head`; its length is a power of two, or zero.
    private @Nullable TailEntry[] ring = NONE;

    private int head;
    private int size;
    private long nextPosition = 1;
    private long lastTimeMillis;
    private long sealTimeMillis;
    private boolean sealed;
    private boolean dropped;
    private List<Waiter> waiters = List.of();

    /// Who waits; a class, as it is told from others by identity.
    private static final class Waiter {
        private final long position;
        private final CompletableFuture<Void> future;

        Waiter(long position, CompletableFuture<Void> future) {
            this.position = position;
            this.future = future;
        }
    }

    /// Sets what segments and the checkpoint say, before anything is published.
    synchronized void restore(long next, long lastTime, boolean isSealed) {
        nextPosition = next;
        lastTimeMillis = lastTime;
        sealed = isSealed;
    }

    /// Makes a batch readable.
    ///
    /// @param woken takes the futures that now complete
    synchronized void publish(TailEntry entry, List<CompletableFuture<Void>> woken) {
        assert entry.firstPosition >= nextPosition
                : entry.shard.ref() + ": " + entry.firstPosition + " after " + nextPosition;
        if (size == ring.length) {
            grow();
        }
        ring[(head + size) & (ring.length - 1)] = entry;
        size++;
        nextPosition = entry.endPosition();
        lastTimeMillis = entry.timeMillis;
        wake(woken, false);
    }

    /// No entry will follow.
    synchronized void seal(long timeMillis, List<CompletableFuture<Void>> woken) {
        sealed = true;
        sealTimeMillis = timeMillis;
        wake(woken, true);
    }

    /// Nothing of it is wanted any more.
    synchronized void drop(List<CompletableFuture<Void>> woken) {
        dropped = true;
        ring = NONE;
        head = 0;
        size = 0;
        wake(woken, true);
    }

    private void wake(List<CompletableFuture<Void>> woken, boolean all) {
        if (waiters.isEmpty()) {
            return;
        }
        for (Iterator<Waiter> each = waiters.iterator(); each.hasNext(); ) {
            Waiter waiter = each.next();
            if (all || waiter.position < nextPosition) {
                woken.add(waiter.future);
                each.remove();
            }
        }
    }

    /// Completes once there is something at or after a position, or never will be.
    CompletableFuture<Void> await(long position) {
        CompletableFuture<Void> future = new CompletableFuture<>();
        Waiter waiter = new Waiter(position, future);
        synchronized (this) {
            if (position < nextPosition || sealed || dropped) {
                future.complete(null);
                return future;
            }
            if (waiters.isEmpty()) {
                waiters = new ArrayList<>();
            }
            waiters.add(waiter);
        }
        // However it completes: by a cancel, a timeout of the caller's, or below.
        var _ = future.whenComplete((_, _) -> forget(waiter));
        return future;
    }

    private synchronized void forget(Waiter waiter) {
        if (!waiters.isEmpty()) {
            waiters.remove(waiter);
        }
    }

    /// Takes all futures out, to be failed.
    synchronized List<CompletableFuture<Void>> abandonWaiters() {
        List<CompletableFuture<Void>> left = waiters.stream().map(waiter -> waiter.future).toList();
        waiters = List.of();
        return left;
    }

    /// Position of the oldest entry here; older ones are in segments or gone. The next position if
    /// there is none.
    synchronized long firstPosition() {
        return size == 0 ? nextPosition : at(0).firstPosition;
    }

    synchronized int size() {
        return size;
    }

    /// Instant of the seal, 0 if there was none since the start.
    synchronized long sealTimeMillis() {
        return sealTimeMillis;
    }

    /// Whether there ever was anything in it.
    synchronized boolean isWritten() {
        return nextPosition > 1 || sealed;
    }

    /// What there is, if the oldest entry is at `first`.
    synchronized Bounds bounds(long first) {
        return new Bounds(Math.min(first, nextPosition), nextPosition, lastTimeMillis, sealed);
    }

    /// Where it ends.
    synchronized Tip tip() {
        return new Tip(nextPosition, lastTimeMillis);
    }

    /// Entries from the one that holds `position` (or the first behind it) on, as many as are
    /// needed for `maxEntries` entries or to pass `maxBytes`.
    ///
    /// @return null if the position is not, or no longer, here but in segments
    synchronized @Nullable List<TailEntry> from(long position, int maxEntries, int maxBytes) {
        if (position < firstPosition()) {
            return null;
        }
        List<TailEntry> found = new ArrayList<>();
        long entries = 0;
        long bytes = 0;
        for (int i = indexOf(position); i < size; i++) {
            TailEntry entry = at(i);
            found.add(entry);
            entries += entry.endPosition() - Math.max(position, entry.firstPosition);
            // The first batch may begin long before the position: its bytes tell nothing.
            bytes += position > entry.firstPosition ? 0 : entry.length;
            if (entries >= maxEntries || bytes >= maxBytes) {
                break;
            }
        }
        return found;
    }

    /// Position of the first entry at a time or later; the next position if there is none.
    synchronized long firstAtOrAfter(long timeMillis) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (at(middle).timeMillis < timeMillis) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == size ? nextPosition : at(low).firstPosition;
    }

    /// Entries in journal files up to a number, which are the oldest ones.
    synchronized List<TailEntry> upToFile(long number) {
        List<TailEntry> found = new ArrayList<>();
        for (int i = 0; i < size && at(i).file.number() <= number; i++) {
            found.add(at(i));
        }
        return found;
    }

    /// Forgets the oldest entries, which are in segments now.
    synchronized void removeFirst(int count) {
        if (dropped) {
            return;
        }
        for (int i = 0; i < count; i++) {
            at(0).cached = null;
            ring[head] = null;
            head = (head + 1) & (ring.length - 1);
            size--;
        }
        if (size == 0) {
            ring = NONE;
            head = 0;
        }
    }

    private TailEntry at(int index) {
        return Objects.requireNonNull(ring[(head + index) & (ring.length - 1)]);
    }

    /// Index of the first entry that ends behind a position.
    private int indexOf(long position) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (at(middle).endPosition() <= position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void grow() {
        @Nullable TailEntry[] larger = new TailEntry[Math.max(4, ring.length * 2)];
        for (int i = 0; i < size; i++) {
            larger[i] = at(i);
        }
        ring = larger;
        head = 0;
    }
}
