package io.millrace.server.http;

import java.util.concurrent.Executor;

/// Caps the bytes of all request bodies in memory, from the first byte read to the reply sent.
///
/// Small bodies have a quarter for themselves, so that large ones cannot starve them; of the rest,
/// room for one largest body is kept for the pool's overdraft.
final class BodyBudget {
    /// Room for one body at its largest, and as much again for the small ones and the rest.
    static final long MIN_BYTES = 2L * HttpLimits.MAX_BODY_BYTES;

    private final BodyPool small;
    private final BodyPool large;

    BodyBudget(long bytes, Executor executor) {
        if (bytes < MIN_BYTES) {
            throw new IllegalArgumentException(
                    "a body budget of " + bytes + " bytes is below " + MIN_BYTES);
        }
        this.small = new BodyPool(bytes / 4, executor);
        this.large = new BodyPool(bytes - bytes / 4 - HttpLimits.MAX_BODY_BYTES, executor);
    }

    BodyPool poolFor(int bodyBytes) {
        return bodyBytes <= HttpLimits.SMALL_BODY_BYTES ? small : large;
    }

    long takenBytes() {
        return small.takenBytes() + large.takenBytes();
    }

    int waiting() {
        return small.waiting() + large.waiting();
    }
}
