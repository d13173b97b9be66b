package io.millrace.cli.tail;

import io.millrace.cli.client.Connection;
import io.millrace.cli.client.EndpointOptions;
import io.millrace.cli.client.Failures;
import io.millrace.cli.client.Persistence;
import io.millrace.cli.terminal.ExitCode;
import io.millrace.cli.terminal.Failure;
import io.millrace.cli.terminal.StopSignal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/// `millrace tail`: a record a line.
@Command(
        name = "tail",
        mixinStandardHelpOptions = true,
        description = {
            "Prints a stream's records, a record a line.",
            "",
            "All shards are read side by side, each in order, and the children of a reshard after"
                    + " their parents. A line is the record's bytes and a line feed, so the records"
                    + " of 'millrace put' come out as the lines they were."
        })
public final class TailCommand implements Callable<Integer> {
    /// Enough to keep a server busy, few enough for its other clients.
    private static final int REQUESTS_AT_ONCE = 16;

    private static final int MAX_POLL_MILLIS = 60_000;

    @Spec private @Nullable CommandSpec spec;

    @Mixin private final EndpointOptions endpoint = new EndpointOptions();

    @Option(names = "--stream", required = true, paramLabel = "NAME", description = "The stream.")
    private String stream = "";

    @Option(
            names = "--from",
            paramLabel = "WHERE",
            defaultValue = "latest",
            description = {
                "Where to start: trim_horizon (the oldest record), latest (only what comes from now"
                        + " on), a time (2026-11-01T12:00:00Z or seconds since 1970), or how long ago"
                        + " (90s, 15m, 2h, 1d). Default: ${DEFAULT-VALUE}."
            })
    private String from = "";

    @Option(
            names = "--json",
            description = {
                "Print a JSON object a line: shard, sequence_number, arrival, partition_key, and data"
                        + " (text) or data_base64 (bytes that are no UTF-8)."
            })
    private boolean json;

    @Option(
            names = "--until-caught-up",
            description = "End when every shard was read to its tip, instead of waiting for more.")
    private boolean untilCaughtUp;

    @Option(
            names = "--poll",
            paramLabel = "MILLIS",
            defaultValue = "200",
            description =
                    "Wait this long before asking an idle shard again, up to 60000. Default:"
                            + " ${DEFAULT-VALUE}.")
    private int pollMillis;

    @Option(
            names = "--give-up",
            paramLabel = "SECONDS",
            defaultValue = "300",
            description =
                    "Give up when the service could not be read for this long. Default:"
                            + " ${DEFAULT-VALUE}.")
    private int giveUpSeconds;

    @Override
    public Integer call() throws IOException, InterruptedException {
        check(pollMillis >= 0 && pollMillis <= MAX_POLL_MILLIS, "--poll: expected 0 to 60000");
        check(giveUpSeconds >= 1, "--give-up: expected at least 1");
        Instant now = Instant.now();
        TailPlan plan =
                new TailPlan(
                        stream,
                        start(now),
                        untilCaughtUp,
                        TimeUnit.MILLISECONDS.toNanos(pollMillis),
                        TimeUnit.NANOSECONDS::sleep,
                        now);
        // Not System.out: it swallows errors and knows about character sets.
        OutputStream output = new FileOutputStream(FileDescriptor.out);
        RecordPrinter printer = json ? new JsonPrinter(output) : new LinePrinter(output);
        try (KinesisClient client =
                        Connection.open(endpoint.target(System.getenv()), REQUESTS_AT_ONCE);
                StopSignal stop = StopSignal.ofTheProcess()) {
            return run(client, plan, printer, stop);
        }
    }

    private Start start(Instant now) {
        try {
            return Start.parse(from, now);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(), "--from: " + e.getMessage(), e);
        }
    }

    private void check(boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
        }
    }

    private int run(KinesisClient client, TailPlan plan, RecordPrinter printer, StopSignal stop)
            throws IOException, InterruptedException {
        Persistence persistence =
                new Persistence(
                        System::nanoTime,
                        new Random(),
                        plan.pause(),
                        Duration.ofSeconds(giveUpSeconds));
        ShardReader shards =
                new ShardReader(
                        client, persistence, new Semaphore(REQUESTS_AT_ONCE), printer, plan);
        StreamReader reader = new StreamReader(client, persistence, shards, plan);
        try {
            CompletableFuture.anyOf(reader.start(), stop.asked()).join();
        } catch (SdkException e) {
            throw new Failure(Failures.describe(e), e);
        } catch (CompletionException e) {
            return switch (e.getCause()) {
                case IOException broken when isReaderGone(broken) -> ExitCode.OK;
                case IOException broken -> throw broken;
                case Failure failure -> throw failure;
                case null, default -> throw e;
            };
        } finally {
            reader.stop();
        }
        return ExitCode.OK;
    }

    /// Whether whoever read the output has seen enough, as with `tail | head`; Java tells by the
    /// text only.
    private static boolean isReaderGone(IOException failure) {
        return String.valueOf(failure.getMessage()).contains("Broken pipe");
    }
}
