package io.millrace.cli.terminal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Ctrl-C and SIGTERM as a value: a command asks for it between two pieces of work, and the process
/// waits a little for the command to finish what it has begun.
public final class StopSignal implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 10;

    private final CompletableFuture<@Nullable Void> asked = new CompletableFuture<>();
    private final CountDownLatch finished = new CountDownLatch(1);

    /// A signal that nobody sends yet.
    public StopSignal() {}

    /// A signal that the shell sends.
    public static StopSignal ofTheProcess() {
        StopSignal signal = new StopSignal();
        Runtime.getRuntime().addShutdownHook(new Thread(signal::stopAndWait, "stop"));
        return signal;
    }

    private void stopAndWait() {
        ask();
        try {
            boolean _ = finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Asks the command to stop.
    public void ask() {
        boolean _ = asked.complete(null);
    }

    /// Whether asked to stop.
    public boolean isAsked() {
        return asked.isDone();
    }

    /// Completed when asked to stop.
    public CompletableFuture<@Nullable Void> asked() {
        return asked.copy();
    }

    /// Waits until asked to stop, `nanos` at the longest.
    ///
    /// @return whether asked
    public boolean await(long nanos) throws InterruptedException {
        try {
            asked.copy().completeOnTimeout(null, nanos, TimeUnit.NANOSECONDS).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a signal does not fail", e);
        }
        return isAsked();
    }

    /// Tells the process that the command has finished.
    @Override
    public void close() {
        finished.countDown();
    }
}
