package io.millrace.server.http;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Lets heavy work take turns while light requests are about, so that these find a processor free.
///
/// Reading and decoding a heavy body keeps a processor busy for ten milliseconds and more. While a
/// light request is under way, or one was a moment ago, only so many lanes work at once; and a lane
/// that worked while light requests were under way rests three times as long as it worked. So heavy
/// work takes a quarter of the lanes from light requests, and never less for itself. When nothing
/// light is about there is no rule, and everything heavy works at once.
///
/// A lane is taken by one piece of work from its beginning to the end of its rest:
///
/// ```
///   execute --> waiting --> at work --> resting --> free
/// ```
///
/// Safe for use by many threads.
final class Turns {
    /// A light request was about if it ended so short a time ago: clients that wait for an answer
    /// before they send the next request are gone for as long.
    static final long RECENT_NANOS = 20_000_000;

    /// Rests are saved up to this: a timer cannot tell less.
    private static final long MIN_REST_NANOS = 1_000_000;

    /// How many times longer than it worked a lane rests. What is heavy costs others more than its
    /// processor: memory, caches, collections, and the disk it then writes to.
    private static final int REST = 3;

    private final int lanes;
    private final Executor executor;
    private final LongSupplier nanos;
    private final Timer timer;
    private final AtomicInteger light = new AtomicInteger();
    private volatile long lightEnded;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private int taken;
    private long restOwedNanos;

    /// Runs something later, on a thread that must not be held up.
    interface Timer {
        void after(long nanos, Runnable task);
    }

    /// @param lanes pieces at work or resting while light requests are about
    /// @param executor where pieces are run
    Turns(int lanes, Executor executor, LongSupplier nanos, Timer timer) {
        this.lanes = lanes;
        this.executor = executor;
        this.nanos = nanos;
        this.timer = timer;
        this.lightEnded = nanos.getAsLong() - RECENT_NANOS;
    }

    /// A light request is handled from now on.
    void lightBegan() {
        light.getAndIncrement();
    }

    /// A light request was answered.
    void lightEnded() {
        lightEnded = nanos.getAsLong();
        int left = light.decrementAndGet();
        assert left >= 0 : left;
    }

    /// Runs a piece of heavy work when its turn comes, which may be at once.
    void execute(Runnable work) {
        enqueue(work, false);
    }

    /// The same before everything that waits: what ends something and gives its memory back.
    void executeFirst(Runnable work) {
        enqueue(work, true);
    }

    /// Pieces that wait for their turn.
    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    private void enqueue(Runnable work, boolean first) {
        lock.lock();
        try {
            if (first) {
                waiting.addFirst(work);
            } else {
                waiting.addLast(work);
            }
        } finally {
            lock.unlock();
        }
        begin();
    }

    private void begin() {
        Runnable next = next();
        while (next != null) {
            Runnable work = next;
            executor.execute(() -> run(work));
            next = next();
        }
    }

    private @Nullable Runnable next() {
        boolean free = !hasLightSince(nanos.getAsLong() - RECENT_NANOS);
        lock.lock();
        try {
            if (waiting.isEmpty() || !(free || taken < lanes)) {
                return null;
            }
            taken++;
            return waiting.removeFirst();
        } finally {
            lock.unlock();
        }
    }

    private void run(Runnable work) {
        long began = nanos.getAsLong();
        try {
            work.run();
        } finally {
            long rest = restFor(began, nanos.getAsLong());
            if (rest > 0) {
                timer.after(rest, this::free);
            } else {
                free();
            }
        }
    }

    /// How long a lane has to rest after a piece of work.
    private long restFor(long beganNanos, long endedNanos) {
        boolean disturbing = hasLightSince(beganNanos);
        lock.lock();
        try {
            restOwedNanos = disturbing ? restOwedNanos + REST * (endedNanos - beganNanos) : 0;
            if (restOwedNanos < MIN_REST_NANOS) {
                return 0;
            }
            long rest = restOwedNanos;
            restOwedNanos = 0;
            return rest;
        } finally {
            lock.unlock();
        }
    }

    private void free() {
        lock.lock();
        try {
            taken--;
        } finally {
            lock.unlock();
        }
        begin();
    }

    private boolean hasLightSince(long sinceNanos) {
        return light.get() > 0 || lightEnded - sinceNanos > 0;
    }
}
