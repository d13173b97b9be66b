package io.millrace.server;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// The data directory being opened, on a thread of its own: the HTTP server comes up beside it, so
/// a start takes as long as the longer of the two.
final class Opening {
    private final CompletableFuture<Backend> backend = new CompletableFuture<>();

    private Opening() {}

    static Opening begin(Callable<Backend> open) {
        var opening = new Opening();
        Thread.ofPlatform().name("opening").start(() -> opening.run(open));
        return opening;
    }

    private void run(Callable<Backend> open) {
        try {
            backend.complete(open.call());
        } catch (Exception | Error e) {
            backend.completeExceptionally(e);
        }
    }

    /// Waits for the end.
    ///
    /// @throws StartException if it cannot be opened, for a reason the operator can mend
    Backend await() throws StartException {
        try {
            return backend.join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case StartException failure -> throw failure;
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                case null, default -> throw e;
            }
        }
    }

    /// Waits for the end and closes what was opened: the server does not start, for another reason.
    void abandon() {
        backend.handle(
                        (opened, _) -> {
                            if (opened != null) {
                                opened.close();
                            }
                            return true;
                        })
                .join();
    }
}
