package io.millrace.cli.client;

import java.util.random.RandomGenerator;

/// How long to wait before asking again: at random up to a bound that doubles with every failure,
/// so that clients refused together do not come back together.
public final class Backoff {
    private static final long FLOOR_NANOS = 20_000_000;
    private static final long CEILING_NANOS = 3_000_000_000L;

    private final RandomGenerator random;

    public Backoff(RandomGenerator random) {
        this.random = random;
    }

    /// Nanoseconds to wait after `failures` failures in a row, from half the bound up to the bound.
    ///
    /// @param failures at least 1
    public long nanosAfter(int failures) {
        long bound = Math.min(CEILING_NANOS, FLOOR_NANOS << Math.min(failures - 1, 16));
        return bound / 2 + random.nextLong(bound / 2);
    }
}
