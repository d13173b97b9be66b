package io.millrace.cli.bench;

import io.millrace.cli.terminal.Failure;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Conversations under way at the steady rate of one {@link Pacer}, each on a connection of its
/// own.
final class PacedRun {
    private static final long LAST_ANSWER_SECONDS = 30;

    private final CompletableFuture<Double> seconds;

    private PacedRun(CompletableFuture<Double> seconds) {
        this.seconds = seconds;
    }

    /// Starts the pacer and all that follow it.
    ///
    /// @param beforeCall run on a thread of the loop each time before they are woken
    static PacedRun start(
            HttpLoop loop, Pacer pacer, List<? extends Paced> talks, Runnable beforeCall) {
        CompletableFuture<?>[] ends =
                talks.stream().map(Paced::done).toArray(CompletableFuture<?>[]::new);
        CompletableFuture<Double> seconds =
                CompletableFuture.allOf(ends).thenApply(_ -> pacer.seconds());
        List<HttpConnection> connections = talks.stream().map(loop::connection).toList();
        connections.forEach(HttpConnection::wake);
        pacer.start();
        loop.everyMillisecond(() -> {
            if (!seconds.isDone() && pacer.tick()) {
                beforeCall.run();
                connections.forEach(HttpConnection::wake);
            }
        });
        return new PacedRun(seconds);
    }

    /// Waits until the last answer is there.
    ///
    /// @param expectedSeconds how long the pacer goes on
    /// @return how long it took since the start
    /// @throws Failure if the last answer is long overdue
    double await(int expectedSeconds) throws InterruptedException {
        try {
            return seconds.get(expectedSeconds + LAST_ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new Failure("the service does not keep up with the rate", e);
        }
    }
}
