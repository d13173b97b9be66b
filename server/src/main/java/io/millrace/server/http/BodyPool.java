package io.millrace.server.http;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A number of bytes that request bodies share; who finds none left waits its turn without a
/// thread.
///
/// A body is taken in several steps, so bodies half read could wait for each other for ever. One
/// waiter at a time, the longest waiting, may therefore overdraw the pool until it has returned
/// everything: the pool lends at most its size plus one body.
///
/// Safe for use by many threads.
final class BodyPool {
    private final long bytes;
    private final Executor executor;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Taker> waiting = new ArrayDeque<>();
    private long taken;
    private @Nullable Taker overdrawn;

    /// Who takes: runs, on the pool's executor, when a request that had to wait is granted.
    interface Taker extends Runnable {
        /// How much it waits for.
        int wantedBytes();
    }

    BodyPool(long bytes, Executor executor) {
        this.bytes = bytes;
        this.executor = executor;
    }

    /// Takes what the taker wants now, or later: then the taker is run once it has been taken.
    ///
    /// @return whether it was taken now
    boolean take(Taker taker) {
        lock.lock();
        try {
            if (taker.equals(overdrawn) || (waiting.isEmpty() && fits(taker))) {
                taken += taker.wantedBytes();
                return true;
            }
            waiting.add(taker);
        } finally {
            lock.unlock();
        }
        grant();
        return false;
    }

    /// Returns everything the taker has taken.
    void giveBack(Taker taker, int takenBytes) {
        boolean wanted;
        lock.lock();
        try {
            taken -= takenBytes;
            assert taken >= 0 : taken;
            if (taker.equals(overdrawn)) {
                overdrawn = null;
            }
            wanted = !waiting.isEmpty();
        } finally {
            lock.unlock();
        }
        if (wanted) {
            grant();
        }
    }

    long takenBytes() {
        lock.lock();
        try {
            return taken;
        } finally {
            lock.unlock();
        }
    }

    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    private void grant() {
        Taker next = next();
        while (next != null) {
            executor.execute(next);
            next = next();
        }
    }

    private @Nullable Taker next() {
        lock.lock();
        try {
            Taker first = waiting.peek();
            if (first == null || !(fits(first) || overdrawn == null)) {
                return null;
            }
            if (!fits(first)) {
                overdrawn = first;
            }
            waiting.poll();
            taken += first.wantedBytes();
            return first;
        } finally {
            lock.unlock();
        }
    }

    private boolean fits(Taker taker) {
        return taken + taker.wantedBytes() <= bytes;
    }
}
