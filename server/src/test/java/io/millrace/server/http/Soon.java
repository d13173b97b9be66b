package io.millrace.server.http;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Waits for what must come soon.
final class Soon {
    /// Far more than anything takes on a busy machine.
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Soon() {}

    static void until(BooleanSupplier condition) {
        until(PATIENCE, condition);
    }

    static void until(Duration patience, BooleanSupplier condition) {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("it did not come within " + patience);
            }
            Thread.onSpinWait();
        }
    }
}
