package io.millrace.cli.stream;

import io.millrace.cli.client.Connection;
import io.millrace.cli.client.EndpointOptions;
import io.millrace.cli.client.Failures;
import io.millrace.cli.client.Persistence;
import io.millrace.cli.terminal.ExitCode;
import io.millrace.cli.terminal.Failure;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/// One command's talk with a stream service: asks again while a failure may pass, and waits for
/// what takes its time.
final class Session {
    /// A service that is only busy answers within this.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final long LOOK_AGAIN_NANOS = 200_000_000;

    private final KinesisClient client;
    private final Persistence persistence;
    private final PrintWriter out;

    private Session(KinesisClient client, PrintWriter out) {
        this.client = client;
        this.out = out;
        this.persistence =
                new Persistence(
                        System::nanoTime, new Random(), TimeUnit.NANOSECONDS::sleep, PATIENCE);
    }

    /// What a command does with the service.
    @FunctionalInterface
    interface Work {
        void run(Session session) throws IOException, InterruptedException;
    }

    /// Opens a session for some work.
    ///
    /// @return exit code
    static int run(CommandSpec spec, EndpointOptions endpoint, Work work)
            throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try (KinesisClient client = Connection.open(endpoint.target(System.getenv()), 1)) {
            work.run(new Session(client, out));
        } catch (SdkException e) {
            throw new Failure(Failures.describe(e), e);
        } finally {
            out.flush();
        }
        return ExitCode.OK;
    }

    /// Where answers are printed.
    PrintWriter out() {
        return out;
    }

    /// The answer to a request.
    <T> T ask(Function<KinesisClient, T> request) throws InterruptedException {
        return persistence.call(() -> request.apply(client));
    }

    /// What a stream is like now.
    StreamDescriptionSummary summary(String stream) throws InterruptedException {
        return ask(c -> c.describeStreamSummary(r -> r.streamName(stream)))
                .streamDescriptionSummary();
    }

    /// Sends a change once: asking again could make it twice.
    <T> T change(Function<KinesisClient, T> request) {
        return request.apply(client);
    }

    /// Waits until a stream is ACTIVE.
    void awaitActive(String stream, int seconds) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        for (StreamStatus now = status(stream); now != StreamStatus.ACTIVE; now = status(stream)) {
            rest(stream, "is still " + now, deadline);
        }
    }

    /// Waits until there is no such stream.
    void awaitGone(String stream, int seconds) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        try {
            while (true) {
                rest(stream, "is still " + status(stream), deadline);
            }
        } catch (ResourceNotFoundException gone) {
            // What was waited for.
        }
    }

    private StreamStatus status(String stream) throws InterruptedException {
        return summary(stream).streamStatus();
    }

    private static void rest(String stream, String state, long deadline)
            throws InterruptedException {
        if (System.nanoTime() - deadline > 0) {
            throw new Failure("stream " + stream + " " + state + "; the change goes on by itself");
        }
        TimeUnit.NANOSECONDS.sleep(LOOK_AGAIN_NANOS);
    }
}
