package io.millrace.cli.bench;

import io.millrace.cli.client.EndpointOptions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The options all measurements have in common.
final class BenchOptions {
    private static final int MAX_RECORD_BYTES = 10 << 20;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Mixin private final EndpointOptions endpoint = new EndpointOptions();

    @Option(
            names = "--shards",
            paramLabel = "N",
            description = "Shards of the stream. Default: 16; for latency 1.")
    private @Nullable Integer shards;

    @Option(
            names = "--record-bytes",
            paramLabel = "N",
            defaultValue = "1024",
            description = "Length of a record's data. Default: ${DEFAULT-VALUE}.")
    private int recordBytes;

    @Option(
            names = "--batch",
            paramLabel = "N",
            description =
                    "Records a request, 1 to 500; 1 is sent with PutRecord, more with PutRecords."
                            + " Default: 500.")
    private @Nullable Integer batch;

    @Option(
            names = "--connections",
            paramLabel = "N",
            description =
                    "Keep-alive connections, one request on each. Default: 64 with --batch 1, else"
                            + " 8.")
    private @Nullable Integer connections;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "20",
            description = "How long to measure. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "How long to run before measuring. Default: ${DEFAULT-VALUE}.")
    private int warmUpSeconds;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Threads of the load generator. One drives a small machine. Default:"
                            + " ${DEFAULT-VALUE}.")
    private int threads;

    @Option(names = "--keep", description = "Leave the stream behind instead of deleting it.")
    private boolean keep;

    @ArgGroup private final FormatChoice format = new FormatChoice();

    /// One of two flags.
    static final class FormatChoice {
        @Option(
                names = "--cbor",
                description = "Write requests in CBOR, as SDKs for Java do (default).")
        private boolean cbor;

        @Option(names = "--json", description = "Write requests in JSON, as other SDKs do.")
        private boolean json;
    }

    /// The options of a run, checked.
    ///
    /// @param batchDefault records a request if the user does not say
    /// @param shardsDefault shards of the stream if the user does not say
    BenchPlan plan(int batchDefault, int shardsDefault) {
        int batchSize = batch == null ? batchDefault : batch;
        int shardCount = shards == null ? shardsDefault : shards;
        int connectionCount = connections == null ? (batchSize == 1 ? 64 : 8) : connections;
        check(shardCount, 1, 100_000, "--shards");
        check(recordBytes, Payload.MIN_BYTES, MAX_RECORD_BYTES, "--record-bytes");
        check(batchSize, 1, 500, "--batch");
        check(connectionCount, 1, 4096, "--connections");
        check(seconds, 1, 86_400, "--seconds");
        check(warmUpSeconds, 0, 3600, "--warm-up");
        check(threads, 1, 64, "--threads");
        return new BenchPlan(
                endpoint.target(System.getenv()),
                format.json && !format.cbor ? WireFormat.JSON : WireFormat.CBOR,
                shardCount,
                recordBytes,
                batchSize,
                connectionCount,
                seconds,
                warmUpSeconds,
                threads,
                keep);
    }

    void check(int value, int min, int max, String option) {
        if (value < min || value > max) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    option + ": expected " + min + " to " + max + ", not " + value);
        }
    }
}
