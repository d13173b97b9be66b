package io.millrace.cli.put;

import io.millrace.cli.client.Backoff;
import io.millrace.cli.client.Connection;
import io.millrace.cli.client.EndpointOptions;
import io.millrace.cli.terminal.ExitCode;
import io.millrace.cli.terminal.Failure;
import io.millrace.cli.terminal.StopSignal;
import io.millrace.cli.terminal.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/// `millrace put`: a line a record.
@Command(
        name = "put",
        mixinStandardHelpOptions = true,
        description = {
            "Puts lines into a stream, a line a record.",
            "",
            "A record is the bytes of a line without its line feed; nothing else is changed, whatever"
                    + " the encoding. Records of one partition key keep their order."
        })
public final class PutCommand implements Callable<Integer> {
    private static final Duration PROGRESS_EVERY = Duration.ofMillis(200);

    @Spec private @Nullable CommandSpec spec;

    @Mixin private final EndpointOptions endpoint = new EndpointOptions();

    @Option(names = "--stream", required = true, paramLabel = "NAME", description = "The stream.")
    private String stream = "";

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "The file to read. Default: standard input.")
    private @Nullable Path file;

    @Option(
            names = "--follow",
            description =
                    "Wait for more when the file ends, also through its rotation, until interrupted.")
    private boolean follow;

    @Option(
            names = "--partition-key",
            paramLabel = "TEMPLATE",
            defaultValue = "{random}",
            description = {
                "How to make a record's partition key: text with {random}, {line}, {field:N} (Nth"
                        + " field between blanks, from 1) and {md5} (of the line).",
                "One text for all lines keeps the whole input in order. Default: ${DEFAULT-VALUE}."
            })
    private String partitionKey = "";

    @Option(
            names = "--strict-order",
            description = {
                "Send one record of a key per request: no record can overtake another of its key,"
                        + " even if the service refuses the earlier and stores the later one of a"
                        + " request. Slower where few keys have many records."
            })
    private boolean strictOrder;

    @Option(
            names = "--in-flight",
            paramLabel = "N",
            defaultValue = "4",
            description = "Requests on their way at once, 1 to 64. Default: ${DEFAULT-VALUE}.")
    private int inFlight;

    @Option(
            names = "--give-up",
            paramLabel = "SECONDS",
            defaultValue = "300",
            description =
                    "Give up when nothing could be stored for this long. Default:"
                            + " ${DEFAULT-VALUE}.")
    private int giveUpSeconds;

    @Option(
            names = "--progress",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description =
                    "Show progress on standard error: auto (if it is a terminal), always, never."
                            + " Default: ${DEFAULT-VALUE}.")
    private ProgressWhen progress = ProgressWhen.auto;

    /// When progress is shown; the constants are what a user types.
    enum ProgressWhen {
        auto,
        always,
        never
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        check(inFlight >= 1 && inFlight <= 64, "--in-flight: expected 1 to 64");
        check(giveUpSeconds >= 1, "--give-up: expected at least 1");
        check(!follow || file != null, "--follow needs --file");
        KeyTemplate template = template();
        try (KinesisClient client = Connection.open(endpoint.target(System.getenv()), inFlight);
                StopSignal stop = StopSignal.ofTheProcess();
                ByteSource source = open()) {
            return run(client, template, source, stop);
        }
    }

    private KeyTemplate template() {
        try {
            return KeyTemplate.parse(partitionKey, new SplittableRandom());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    commandSpec().commandLine(), "--partition-key: " + e.getMessage(), e);
        }
    }

    private void check(boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(commandSpec().commandLine(), message);
        }
    }

    private CommandSpec commandSpec() {
        return Objects.requireNonNull(spec);
    }

    private ByteSource open() throws IOException {
        if (file == null) {
            return ByteSource.of(System.in);
        }
        if (follow) {
            return new FollowedFile(file);
        }
        return ByteSource.of(Files.newInputStream(file));
    }

    private int run(KinesisClient client, KeyTemplate template, ByteSource source, StopSignal stop)
            throws IOException, InterruptedException {
        PrintWriter messages = commandSpec().commandLine().getErr();
        int maxRecordBytes = RecordLimit.ask(client, stream);
        PutTotals totals = new PutTotals();
        KeyLanes lanes = new KeyLanes(strictOrder, new Backoff(new SplittableRandom()));
        long startNanos = System.nanoTime();
        try (PutPump pump =
                new PutPump(
                                client,
                                stream,
                                lanes,
                                totals,
                                System::nanoTime,
                                Duration.ofSeconds(giveUpSeconds))
                        .start(inFlight)) {
            Lines lines = new Lines(pump, template, maxRecordBytes, totals, messages);
            Input input = new Input(source, new LineSplitter(maxRecordBytes, lines), stop);
            try (ProgressDisplay _ = display(totals, input, startNanos)) {
                awaitInput(input, stop);
                pump.drain();
            }
            messages.println(
                    "put: "
                            + ProgressLine.summary(
                                    totals, pump.overtaken(), System.nanoTime() - startNanos));
        }
        messages.flush();
        return totals.tooLong() > 0 ? ExitCode.INCOMPLETE : ExitCode.OK;
    }

    /// Reads on a thread of its own: a read of standard input cannot be interrupted, and must not
    /// hold back a user who wants to stop.
    private static void awaitInput(Input input, StopSignal stop) throws IOException {
        CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
        Thread.ofPlatform()
                .daemon()
                .name("input")
                .start(() -> {
                    try {
                        input.readAll();
                        done.complete(null);
                    } catch (IOException | RuntimeException | InterruptedException e) {
                        done.completeExceptionally(e);
                    }
                });
        try {
            CompletableFuture.anyOf(done, stop.asked()).join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case IOException broken -> throw broken;
                case Failure failure -> throw failure;
                case null, default -> throw e;
            }
        }
    }

    private ProgressDisplay display(PutTotals totals, Input input, long startNanos)
            throws IOException {
        boolean shown =
                switch (progress) {
                    case always -> true;
                    case never -> false;
                    case auto -> Terminal.showsStandardError();
                };
        long size = file == null || follow ? ProgressLine.UNKNOWN : Files.size(file);
        ProgressLine line = new ProgressLine(size);
        return new ProgressDisplay(
                commandSpec().commandLine().getErr(),
                shown,
                PROGRESS_EVERY,
                () -> line.running(totals, input.bytes(), System.nanoTime() - startNanos));
    }
}
