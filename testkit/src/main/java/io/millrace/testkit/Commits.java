package io.millrace.testkit;

import io.millrace.log.LogClosedException;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The one line in which a {@link SimulatedLog} makes things durable, in the order they came.
///
/// Whoever finds the line unattended serves it, so there is never more than one thread that
/// publishes; that gives the state machine the single thread it is promised. Publishing runs
/// outside the lock, hence a callback may call the log again: its work is served next.
final class Commits {
    /// One accepted piece of work.
    interface Operation {
        /// Changes what is durable and readable; called under the lock.
        void commit();

        /// Tells the world; called outside the lock, by one thread at a time.
        void publish();

        /// The log ended before the commit.
        void fail(LogClosedException end);
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition unattended = lock.newCondition();
    private final ArrayDeque<Operation> accepted = new ArrayDeque<>();
    private final boolean immediate;
    private @Nullable Thread server;
    private boolean closed;

    Commits(boolean immediate) {
        this.immediate = immediate;
    }

    boolean immediate() {
        return immediate;
    }

    /// Takes work in; `sequence` runs under the lock and decides what will happen.
    void accept(Supplier<Operation> sequence) {
        lock.lock();
        try {
            requireOpen();
            accepted.add(sequence.get());
        } finally {
            lock.unlock();
        }
        if (immediate) {
            serve(Integer.MAX_VALUE);
        }
    }

    /// Reads or changes state under the lock.
    <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            requireOpen();
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    /// Reads state under the lock, also after the end.
    <T> T evenClosed(Supplier<T> question) {
        lock.lock();
        try {
            return question.get();
        } finally {
            lock.unlock();
        }
    }

    /// Number of pieces that wait.
    int waiting() {
        lock.lock();
        try {
            return accepted.size();
        } finally {
            lock.unlock();
        }
    }

    /// Makes up to `most` pieces durable, unless another thread is at it.
    int serve(int most) {
        int served = 0;
        while (served < most) {
            Operation next = take();
            if (next == null) {
                return served;
            }
            try {
                next.publish();
            } finally {
                release();
            }
            served++;
        }
        return served;
    }

    private @Nullable Operation take() {
        lock.lock();
        try {
            if (server != null || accepted.isEmpty()) {
                return null;
            }
            Operation next = accepted.remove();
            next.commit();
            server = Thread.currentThread();
            return next;
        } finally {
            lock.unlock();
        }
    }

    private void release() {
        lock.lock();
        try {
            server = null;
            unattended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Serves everything accepted, then takes no more in. Idempotent.
    void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        while (waiting() > 0) {
            awaitUnattended();
            serve(Integer.MAX_VALUE);
        }
        awaitUnattended();
    }

    private void awaitUnattended() {
        lock.lock();
        try {
            while (server != null && server != Thread.currentThread()) {
                unattended.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Forgets everything accepted and takes no more in.
    void crash() {
        ArrayDeque<Operation> lost;
        lock.lock();
        try {
            closed = true;
            lost = new ArrayDeque<>(accepted);
            accepted.clear();
        } finally {
            lock.unlock();
        }
        lost.forEach(operation -> operation.fail(new LogClosedException("the log crashed")));
    }

    private void requireOpen() {
        if (closed) {
            throw new LogClosedException("the log is closed");
        }
    }
}
