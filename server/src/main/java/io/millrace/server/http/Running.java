package io.millrace.server.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts the requests that are being answered, and tells when there are none left.
final class Running {
    private final AtomicInteger requests = new AtomicInteger();
    private final CompletableFuture<Void> none = new CompletableFuture<>();
    private volatile boolean draining;

    void began() {
        requests.getAndIncrement();
    }

    void ended() {
        int left = requests.decrementAndGet();
        assert left >= 0 : left;
        if (left == 0 && draining) {
            none.complete(null);
        }
    }

    int requests() {
        return requests.get();
    }

    /// Completes as soon as nothing is running. Later requests may still begin; they do not count.
    CompletableFuture<Void> drain() {
        draining = true;
        if (requests.get() == 0) {
            none.complete(null);
        }
        return none;
    }
}
