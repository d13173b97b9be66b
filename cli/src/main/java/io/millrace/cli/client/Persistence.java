package io.millrace.cli.client;

import io.millrace.cli.terminal.Failure;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.core.exception.SdkException;

/// Asks again while a failure may pass. Thread-safe if its random generator is.
public final class Persistence {
    /// Waits; a border so that tests need not.
    @FunctionalInterface
    public interface Pause {
        /// Returns `nanos` later.
        void await(long nanos) throws InterruptedException;
    }

    private final LongSupplier nanoClock;
    private final Backoff backoff;
    private final Pause pause;
    private final long patienceNanos;

    /// @param patience how long one call may fail again and again
    public Persistence(
            LongSupplier nanoClock, RandomGenerator random, Pause pause, Duration patience) {
        this.nanoClock = nanoClock;
        this.backoff = new Backoff(random);
        this.pause = pause;
        this.patienceNanos = patience.toNanos();
    }

    /// The answer of `request`, asked until there is one.
    ///
    /// @throws SdkException if it failed in a way that does not pass
    /// @throws Failure if patience ran out
    public <T> T call(Supplier<T> request) throws InterruptedException {
        long startNanos = nanoClock.getAsLong();
        for (int failures = 1; ; failures++) {
            try {
                return request.get();
            } catch (SdkException e) {
                if (!Failures.passes(e)) {
                    throw e;
                }
                if (nanoClock.getAsLong() - startNanos > patienceNanos) {
                    throw new Failure("gave up: " + Failures.describe(e), e);
                }
            }
            pause.await(backoff.nanosAfter(failures));
        }
    }
}
