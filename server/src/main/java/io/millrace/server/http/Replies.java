package io.millrace.server.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// The large answers that clients are taking, and what these hold in memory.
///
/// An answer is made before anybody knows how fast its client takes it. Where all of them hold more
/// than their share, those that moved least recently are given up, and their clients may ask again:
/// first only such as stand still, at twice the share any. So who takes slowly hurts only itself.
///
/// Safe for use by many threads.
final class Replies {
    /// A client that takes its answer at all moves several times a second.
    private static final long STILL_NANOS = Duration.ofSeconds(1).toNanos();

    private final long bytes;
    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final LinkedHashSet<Taking> leastRecentFirst = new LinkedHashSet<>();
    private long held;

    /// @param bytes share of the memory
    Replies(long bytes, LongSupplier nanos) {
        this.bytes = bytes;
        this.nanos = nanos;
    }

    /// One answer on its way.
    final class Taking {
        private final int length;
        private final Runnable giveUp;
        private final long beganNanos;
        private long movedNanos;

        private Taking(int length, Runnable giveUp) {
            this.length = length;
            this.giveUp = giveUp;
            this.beganNanos = nanos.getAsLong();
            this.movedNanos = beganNanos;
        }

        /// Notes that something was taken.
        ///
        /// @param taken bytes taken so far
        /// @return whether that is fast enough to go on
        boolean moved(int taken) {
            lock.lock();
            try {
                movedNanos = nanos.getAsLong();
                if (leastRecentFirst.remove(this)) {
                    leastRecentFirst.add(this);
                }
                long judged = movedNanos - beganNanos - HttpLimits.RATE_GRACE.toNanos();
                return taken >= judged * 1e-9 * HttpLimits.MIN_REPLY_BYTES_PER_SECOND;
            } finally {
                lock.unlock();
            }
        }

        /// All of it was taken, or no more of it will be.
        void ended() {
            lock.lock();
            try {
                forget(this);
            } finally {
                lock.unlock();
            }
        }
    }

    /// Begins to count an answer, and gives up others if they hold too much.
    ///
    /// @param giveUp ends the writing of it; called at most once, from any thread
    Taking begin(int length, Runnable giveUp) {
        Taking begun = new Taking(length, giveUp);
        List<Taking> givenUp = new ArrayList<>();
        lock.lock();
        try {
            Iterator<Taking> each = leastRecentFirst.iterator();
            long after = held + length;
            while (each.hasNext() && after > bytes) {
                Taking next = each.next();
                boolean still = begun.beganNanos - next.movedNanos >= STILL_NANOS;
                if (!still && after <= 2 * bytes) {
                    break;
                }
                givenUp.add(next);
                after -= next.length;
            }
            givenUp.forEach(this::forget);
            leastRecentFirst.add(begun);
            held += length;
        } finally {
            lock.unlock();
        }
        givenUp.forEach(each -> each.giveUp.run());
        return begun;
    }

    private void forget(Taking taking) {
        if (leastRecentFirst.remove(taking)) {
            held -= taking.length;
        }
    }

    long heldBytes() {
        lock.lock();
        try {
            return held;
        } finally {
            lock.unlock();
        }
    }
}
