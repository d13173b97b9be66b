package io.millrace.testkit;

import io.millrace.log.AppendResult;
import io.millrace.log.Batch;
import io.millrace.log.Bounds;
import io.millrace.log.Claim;
import io.millrace.log.Entry;
import io.millrace.log.Seal;
import io.millrace.log.ShardRef;
import io.millrace.log.Slice;
import io.millrace.log.Tip;
import io.millrace.log.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// One shard's log in memory: what was decided in the order of the calls, and behind it what is
/// durable. Guarded by the lock of {@link Commits}.
final class SimulatedShard {
    /// A batch at its place.
    record Placed(long firstPosition, long timeMillis, int epoch, Batch batch) {
        long endPosition() {
            return firstPosition + batch.count();
        }
    }

    private record Waiter(long position, CompletableFuture<Void> future) {}

    private record Token(ShardRef shard, long number) implements Writer {}

    private final ShardRef ref;

    private final List<Placed> batches = new ArrayList<>();
    private final List<Waiter> waiters = new ArrayList<>();
    private long durableNext = 1;
    private long durableTime;
    private @Nullable Seal durableSeal;
    private boolean dropped;

    private @Nullable Token owner;
    private long claims;
    private long next = 1;
    private long lastTime;
    private @Nullable Seal seal;

    SimulatedShard(ShardRef ref) {
        this.ref = ref;
    }

    Claim claim() {
        owner = new Token(ref, ++claims);
        return new Claim(owner, next, lastTime, seal != null);
    }

    AppendResult append(Writer writer, Batch batch, long now, int epoch) {
        AppendResult.Outcome barred = barred(writer);
        if (barred != AppendResult.Outcome.STORED) {
            return AppendResult.refused(barred);
        }
        if (seal != null) {
            return AppendResult.refused(AppendResult.Outcome.SEALED);
        }
        AppendResult result =
                AppendResult.stored(batch.count(), next, Math.max(lastTime, now), epoch);
        next += batch.count();
        lastTime = result.timeMillis();
        return result;
    }

    Seal seal(Writer writer, long now) {
        AppendResult.Outcome barred = barred(writer);
        if (barred != AppendResult.Outcome.STORED) {
            return new Seal(barred, 0, 0);
        }
        if (seal == null) {
            seal = new Seal(AppendResult.Outcome.STORED, next, Math.max(lastTime, now));
        }
        return seal;
    }

    /// A writer is compared by identity: one from before a restart is equal to nobody.
    @SuppressWarnings("ReferenceEquality")
    private AppendResult.Outcome barred(Writer writer) {
        return writer == owner && !dropped
                ? AppendResult.Outcome.STORED
                : AppendResult.Outcome.FENCED;
    }

    void store(AppendResult result, Batch batch) {
        batches.add(new Placed(result.firstPosition(), result.timeMillis(), result.epoch(), batch));
        durableNext = result.firstPosition() + batch.count();
        durableTime = result.timeMillis();
    }

    void storeSeal(Seal stored) {
        durableSeal = stored;
    }

    void drop() {
        dropped = true;
        batches.clear();
    }

    void trim(long beforeMillis) {
        batches.removeIf(placed -> placed.timeMillis() < beforeMillis);
    }

    /// Forgets what did not become durable, and every writer.
    void restart() {
        owner = null;
        next = durableNext;
        lastTime = durableTime;
        seal = durableSeal;
        waiters.clear();
    }

    boolean everWritten() {
        return durableNext > 1 || durableSeal != null;
    }

    Bounds bounds() {
        return new Bounds(firstPosition(), durableNext, durableTime, durableSeal != null);
    }

    Tip tip() {
        return new Tip(durableNext, durableTime);
    }

    private long firstPosition() {
        return batches.isEmpty() ? durableNext : batches.getFirst().firstPosition();
    }

    Slice read(long fromPosition, int maxEntries, int maxBytes) {
        List<Entry> entries = new ArrayList<>();
        Room room = new Room(fromPosition, maxEntries, maxBytes);
        for (Placed placed : batches) {
            if (placed.endPosition() > fromPosition && room.left()) {
                placed.batch()
                        .forEach(
                                placed.firstPosition(),
                                placed.timeMillis(),
                                placed.epoch(),
                                entry -> {
                                    if (room.admits(entry)) {
                                        entries.add(entry);
                                    }
                                });
            }
        }
        long end =
                entries.isEmpty()
                        ? Math.max(fromPosition, firstPosition())
                        : entries.getLast().position() + 1;
        return new Slice(entries, end);
    }

    long firstAtOrAfter(long timeMillis) {
        for (Placed placed : batches) {
            if (placed.timeMillis() >= timeMillis) {
                return placed.firstPosition();
            }
        }
        return durableNext;
    }

    void await(long position, CompletableFuture<Void> future) {
        waiters.removeIf(waiter -> waiter.future().isDone());
        waiters.add(new Waiter(position, future));
    }

    /// Futures to complete now, outside the lock.
    List<CompletableFuture<Void>> woken() {
        List<CompletableFuture<Void>> woken = new ArrayList<>();
        waiters.removeIf(waiter -> {
            boolean due = waiter.position() < durableNext || durableSeal != null || dropped;
            return due && woken.add(waiter.future());
        });
        return woken;
    }

    /// All futures that wait, for the end of the log.
    List<CompletableFuture<Void>> waiting() {
        return waiters.stream().map(Waiter::future).toList();
    }

    /// What one read may still take.
    private static final class Room {
        private final long fromPosition;
        private final int maxEntries;
        private final int maxBytes;
        private int entries;
        private long bytes;
        private boolean full;

        Room(long fromPosition, int maxEntries, int maxBytes) {
            this.fromPosition = fromPosition;
            this.maxEntries = maxEntries;
            this.maxBytes = maxBytes;
        }

        boolean left() {
            return !full;
        }

        boolean admits(Entry entry) {
            if (full || entry.position() < fromPosition) {
                return false;
            }
            bytes += Math.max(0, entry.keyLength()) + (long) entry.valueLength();
            full = entries > 0 && (bytes > maxBytes || entries >= maxEntries);
            entries++;
            return !full;
        }
    }
}
