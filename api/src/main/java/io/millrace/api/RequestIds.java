package io.millrace.api;

import java.util.UUID;
import java.util.random.RandomGenerator;

/// Makes the ids by which replies are told apart.
public final class RequestIds {
    private RequestIds() {}

    /// A random UUID (RFC 9562, 5.4).
    public static String next(RandomGenerator random) {
        long high = (random.nextLong() & ~0xf000L) | 0x4000L;
        long low = (random.nextLong() >>> 2) | Long.MIN_VALUE;
        return new UUID(high, low).toString();
    }
}
