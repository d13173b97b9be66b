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

/// The options all measurements have in common: which service, and how it is talked to.
final class ClientOptions {
    private static final int MAX_THREADS = 64;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Mixin private final EndpointOptions endpoint = new EndpointOptions();

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

    /// A measurement with these options; see {@link BenchPlan} for what it takes.
    ///
    /// @throws ParameterException if an option is out of its range
    BenchPlan plan(
            int shards,
            int recordBytes,
            int batch,
            int connections,
            int seconds,
            int warmUpSeconds) {
        require(threads, 1, MAX_THREADS, "--threads");
        return new BenchPlan(
                endpoint.target(System.getenv()),
                format.json && !format.cbor ? WireFormat.JSON : WireFormat.CBOR,
                shards,
                recordBytes,
                batch,
                connections,
                seconds,
                warmUpSeconds,
                threads,
                keep);
    }

    /// Refuses a value out of its range.
    ///
    /// @throws ParameterException if it is below `min` or above `max`
    void require(int value, int min, int max, String option) {
        if (value < min || value > max) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    option + ": expected " + min + " to " + max + ", not " + value);
        }
    }
}
