package io.millrace.conformance.kcl;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Waits for conditions, with a bound.
public final class Eventually {
    private static final long POLL_MILLIS = 200;

    private Eventually() {}

    /// Something that will be true some time.
    @FunctionalInterface
    public interface Condition {
        /// Whether it is.
        boolean holds() throws IOException;
    }

    /// Waits until a condition holds and fails when it does not within the bound.
    ///
    /// @param reason told at a failure
    public static void await(
            String what, Duration bound, Condition condition, Supplier<String> reason)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (!condition.holds()) {
            if (System.nanoTime() - start > bound.toNanos()) {
                throw new AssertionError(
                        "not within " + bound.toSeconds() + " s: " + what + "\n" + reason.get());
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }
}
