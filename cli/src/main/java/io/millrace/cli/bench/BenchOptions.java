package io.millrace.cli.bench;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The options that measurements under full load have in common.
final class BenchOptions {
    private static final int MAX_RECORD_BYTES = 10 << 20;

    @Mixin private final ClientOptions client = new ClientOptions();

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
        return client.plan(
                shardCount, recordBytes, batchSize, connectionCount, seconds, warmUpSeconds);
    }

    /// Refuses a value of another option out of its range, as {@link ClientOptions#require}.
    void check(int value, int min, int max, String option) {
        client.require(value, min, max, option);
    }
}
