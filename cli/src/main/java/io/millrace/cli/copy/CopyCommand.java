package io.millrace.cli.copy;

import io.millrace.cli.client.Connection;
import io.millrace.cli.client.Credentials;
import io.millrace.cli.client.EndpointOptions;
import io.millrace.cli.client.Failures;
import io.millrace.cli.client.Persistence;
import io.millrace.cli.client.Target;
import io.millrace.cli.put.ProgressDisplay;
import io.millrace.cli.terminal.ExitCode;
import io.millrace.cli.terminal.Failure;
import io.millrace.cli.terminal.StopSignal;
import io.millrace.cli.terminal.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/// `millrace copy`: a stream from one service to another.
@Command(
        name = "copy",
        mixinStandardHelpOptions = true,
        description = {
            "Copies a stream's records from one service to another.",
            "",
            "Partition keys and the order in each shard are kept, also across reshards. A copy that"
                    + " was ended goes on where it was: a record whose acknowledgement was not seen is"
                    + " sent again. Arrival times and sequence numbers are new."
        })
public final class CopyCommand implements Callable<Integer> {
    private static final int REQUESTS_AT_ONCE = 16;
    private static final int MAX_RATE = 1_000_000;

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "URL",
            description = "The service to copy from: an http or https address, or 'aws'.")
    private String from = "";

    @Option(
            names = "--to",
            required = true,
            paramLabel = "URL",
            description = "The service to copy to, likewise.")
    private String to = "";

    @Option(names = "--stream", required = true, paramLabel = "NAME", description = "The stream.")
    private String stream = "";

    @Option(
            names = "--to-stream",
            paramLabel = "NAME",
            description = "The stream to copy to. Default: the same name.")
    private @Nullable String toStream;

    @Option(names = "--from-region", paramLabel = "NAME", description = "The source's region.")
    private @Nullable String fromRegion;

    @Option(names = "--to-region", paramLabel = "NAME", description = "The target's region.")
    private @Nullable String toRegion;

    @Option(
            names = "--from-profile",
            paramLabel = "NAME",
            description = "Credentials of the source, by a profile of the AWS configuration.")
    private @Nullable String fromProfile;

    @Option(
            names = "--to-profile",
            paramLabel = "NAME",
            description = "Credentials of the target, likewise.")
    private @Nullable String toProfile;

    @Option(names = "--from-no-verify-ssl", description = "Accept any certificate of the source.")
    private boolean fromAnyCertificate;

    @Option(names = "--to-no-verify-ssl", description = "Accept any certificate of the target.")
    private boolean toAnyCertificate;

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description = "Remembers how far it is. Default: NAME.copy in the working directory.")
    private @Nullable Path stateFile;

    @Option(
            names = "--create",
            description =
                    "Make the target if it is missing, with as many shards and the same retention.")
    private boolean create;

    @Option(names = "--follow", description = "Go on with new records until interrupted.")
    private boolean follow;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "0",
            description = "At most so many records a second, 0 for no limit. Default: 0.")
    private int rate;

    @Option(
            names = "--give-up",
            paramLabel = "SECONDS",
            defaultValue = "300",
            description = "Give up when one request failed for so long. Default: ${DEFAULT-VALUE}.")
    private int giveUpSeconds;

    @Option(names = "--quiet", description = "Show no progress.")
    private boolean quiet;

    @Override
    public Integer call() throws IOException, InterruptedException {
        check(rate >= 0 && rate <= MAX_RATE, "--rate: expected 0 to 1000000");
        check(giveUpSeconds >= 1, "--give-up: expected at least 1");
        String destination = toStream == null ? stream : toStream;
        Target source = target(from, fromRegion, fromAnyCertificate);
        Target sink = target(to, toRegion, toAnyCertificate);
        boolean same =
                source.endpoint().equals(sink.endpoint())
                        && source.region().equals(sink.region())
                        && stream.equals(destination);
        check(!same, "--from and --to are the same stream");
        String what = name(source, stream) + " -> " + name(sink, destination);
        Path file = stateFile == null ? Path.of(stream + ".copy") : stateFile;
        CopyState state = CopyState.open(file.toAbsolutePath(), what);
        try (KinesisClient reads =
                        Connection.open(
                                source, REQUESTS_AT_ONCE, Credentials.of(source, fromProfile));
                KinesisClient writes =
                        Connection.open(sink, REQUESTS_AT_ONCE, Credentials.of(sink, toProfile));
                StopSignal stop = StopSignal.ofTheProcess()) {
            Persistence persistence =
                    new Persistence(
                            System::nanoTime,
                            new Random(),
                            TimeUnit.NANOSECONDS::sleep,
                            Duration.ofSeconds(giveUpSeconds));
            CopyPlan plan =
                    new CopyPlan(
                            reads,
                            stream,
                            writes,
                            destination,
                            persistence,
                            follow,
                            System.nanoTime());
            return run(plan, state, stop);
        } catch (SdkException e) {
            throw new Failure(Failures.describe(e), e);
        }
    }

    private Target target(String address, @Nullable String region, boolean anyCertificate) {
        return EndpointOptions.of(commandSpec(), address, region, anyCertificate, System.getenv());
    }

    private static String name(Target target, String stream) {
        return target.endpoint() + " " + target.region() + " " + stream;
    }

    private int run(CopyPlan plan, CopyState state, StopSignal stop)
            throws IOException, InterruptedException {
        Destination.prepare(plan, create);
        PrintWriter messages = commandSpec().commandLine().getErr();
        CopyTotals totals = new CopyTotals();
        StreamCopier copier =
                new StreamCopier(plan, state, new ShardCopier(plan, state, totals, new Rate(rate)));
        boolean shown = !quiet && Terminal.showsStandardError();
        try (ProgressDisplay _ =
                new ProgressDisplay(messages, shown, Duration.ofMillis(200), totals::line)) {
            CompletableFuture.anyOf(copier.start(), stop.asked()).join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case IOException broken -> throw broken;
                case Failure failure -> throw failure;
                case null, default -> throw e;
            }
        } finally {
            copier.stop();
        }
        if (!quiet) {
            messages.println("copy: " + totals.summary());
            messages.flush();
        }
        return ExitCode.OK;
    }

    private void check(boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(commandSpec().commandLine(), message);
        }
    }

    private CommandSpec commandSpec() {
        return Objects.requireNonNull(spec);
    }
}
