package io.millrace.cli.bench;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/// Calls for records, or for reads, at a steady rate, whether the earlier ones were answered or
/// not, and remembers when each was called for: a service that stalls does not slow the clock it is
/// measured by.
///
/// Thread-safe.
final class Pacer {
    /// No record is due.
    static final int NOT_YET = -1;

    /// There will be no more.
    static final int ENDED = -2;

    private static final double NANOS_PER_SECOND = 1e9;

    private final LongSupplier nanoClock;
    private final int total;
    private final double nanosPerRecord;
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicLongArray calledNanos;
    private volatile int due;
    private volatile long startNanos;
    private volatile boolean started;

    /// @param total how many records in all
    Pacer(LongSupplier nanoClock, int ratePerSecond, int total) {
        this.nanoClock = nanoClock;
        this.total = total;
        this.nanosPerRecord = NANOS_PER_SECOND / ratePerSecond;
        this.calledNanos = new AtomicLongArray(total);
    }

    void start() {
        startNanos = nanoClock.getAsLong();
        started = true;
    }

    /// Calls for what is due; to be called every millisecond, from one thread.
    ///
    /// @return whether the writers should look
    boolean tick() {
        if (!started) {
            return false;
        }
        long now = nanoClock.getAsLong();
        int before = due;
        int after = (int) Math.min(total, (now - startNanos) / nanosPerRecord);
        for (int number = before; number < after; number++) {
            calledNanos.set(number, now);
        }
        due = after;
        return after > before || after == total;
    }

    /// The number of the next record to send, or one of the constants.
    int take() {
        int number = taken.get();
        while (number < due) {
            if (taken.compareAndSet(number, number + 1)) {
                return number;
            }
            number = taken.get();
        }
        return number == total ? ENDED : NOT_YET;
    }

    /// How long ago a record was called for.
    long nanosSince(int number) {
        return nanoClock.getAsLong() - calledNanos.get(number);
    }

    /// How long ago the first record could have been called for.
    double seconds() {
        return (nanoClock.getAsLong() - startNanos) / NANOS_PER_SECOND;
    }

    /// How many records were called for.
    int called() {
        return due;
    }
}
