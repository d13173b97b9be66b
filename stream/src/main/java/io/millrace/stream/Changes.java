package io.millrace.stream;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;

/// Wakes those who wait for the next change of a stream's row, or for their time to run out.
///
/// Ask for the future first and look at the row then: a change in between is not missed. Safe for
/// many threads; futures complete outside the lock.
final class Changes {
    private record Waiter(long deadlineNanos, CompletableFuture<Boolean> future) {}

    private final Map<Long, List<Waiter>> waiters = new HashMap<>();
    private volatile LongConsumer listener = _ -> {};
    private boolean ended;

    /// Also tells somebody who always wants to know, from now on.
    ///
    /// @param told the number of each stream, after its row has changed; must be short
    void listen(LongConsumer told) {
        listener = told;
    }

    /// Waits for the next change.
    ///
    /// @param deadlineNanos on the clock that {@link #expire} is called with
    /// @return true once the row has changed, false once the time is up
    synchronized CompletableFuture<Boolean> next(long stream, long deadlineNanos) {
        if (ended) {
            return CompletableFuture.completedFuture(false);
        }
        CompletableFuture<Boolean> future = new CompletableFuture<>();
        waiters.computeIfAbsent(stream, _ -> new ArrayList<>())
                .add(new Waiter(deadlineNanos, future));
        return future;
    }

    /// A stream's row was replaced or removed.
    void changed(long stream) {
        List<Waiter> woken;
        synchronized (this) {
            woken = waiters.remove(stream);
        }
        if (woken != null) {
            woken.forEach(waiter -> waiter.future().complete(true));
        }
        listener.accept(stream);
    }

    /// Ends the waits whose time is up.
    void expire(long nowNanos) {
        List<Waiter> late = new ArrayList<>();
        synchronized (this) {
            for (Iterator<List<Waiter>> i = waiters.values().iterator(); i.hasNext(); ) {
                List<Waiter> ofStream = i.next();
                ofStream.stream().filter(waiter -> isLate(waiter, nowNanos)).forEach(late::add);
                ofStream.removeIf(waiter -> isLate(waiter, nowNanos));
                if (ofStream.isEmpty()) {
                    i.remove();
                }
            }
        }
        late.forEach(waiter -> waiter.future().complete(false));
    }

    /// The log has ended: nothing will change any more.
    void end() {
        List<Waiter> all;
        synchronized (this) {
            ended = true;
            all = waiters.values().stream().flatMap(List::stream).toList();
            waiters.clear();
        }
        all.forEach(waiter -> waiter.future().complete(false));
    }

    private static boolean isLate(Waiter waiter, long nowNanos) {
        return waiter.future().isDone() || nowNanos - waiter.deadlineNanos() >= 0;
    }
}
