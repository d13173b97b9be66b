package io.millrace.cli.bench;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `millrace bench`: the group of measurements.
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measures a stream service.",
            "",
            "Makes a stream of its own, checks by a full read that every acknowledged record is there"
                    + " exactly once, and deletes the stream. Prints one JSON line on standard output"
                    + " and a table on standard error."
        },
        subcommands = {
            BenchPutCommand.class,
            BenchGetCommand.class,
            BenchLatencyCommand.class,
            BenchLimitsCommand.class,
            BenchEchoCommand.class
        })
public final class BenchCommand implements Runnable {
    @Spec private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                Objects.requireNonNull(spec).commandLine(),
                "Missing: put, get, latency, limits or echo");
    }
}
