package io.millrace.server;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// SIGTERM and SIGINT, as the server hears them: asked once, answered when everything is closed.
///
/// A JVM that is ended by a signal reports the signal, whatever its hooks did; a server that closed
/// everything has done well and says so. So the hook waits for the end and halts with its code.
final class StopSignal {
    /// More than draining and closing take together; then something is stuck, and a start after a
    /// crash is what remains.
    private static final long PATIENCE_SECONDS = 30;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CompletableFuture<ExitCode> ended = new CompletableFuture<>();

    /// Listens to the process's signals.
    StopSignal install() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
        return this;
    }

    /// Asks for the end.
    void ask() {
        asked.countDown();
    }

    void await() throws InterruptedException {
        asked.await();
    }

    /// Tells the hook, if it waits, how the server ended.
    void ended(ExitCode code) {
        ended.complete(code);
    }

    private void stop() {
        boolean signalled = asked.getCount() > 0;
        ask();
        if (!signalled) {
            return;
        }
        int code = ExitCode.SOFTWARE.number();
        try {
            code = ended.get(PATIENCE_SECONDS, TimeUnit.SECONDS).number();
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            System.err.println("millrace: did not stop within " + PATIENCE_SECONDS + " s");
        }
        Runtime.getRuntime().halt(code);
    }
}
