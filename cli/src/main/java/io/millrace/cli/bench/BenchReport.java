package io.millrace.cli.bench;

import io.millrace.cli.terminal.ExitCode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/// Tells the outcome: the JSON line on standard output, the table on standard error.
final class BenchReport {
    private BenchReport() {}

    static void say(@Nullable CommandSpec spec, String message) {
        var err = Objects.requireNonNull(spec).commandLine().getErr();
        err.println("bench: " + message);
        err.flush();
    }

    /// Prints both.
    ///
    /// @return the exit code
    static int print(@Nullable CommandSpec spec, BenchResult result, boolean holds) {
        var command = Objects.requireNonNull(spec).commandLine();
        command.getErr().print(result.table());
        command.getErr().flush();
        command.getOut().println(result.json());
        command.getOut().flush();
        return holds ? ExitCode.OK : ExitCode.INCOMPLETE;
    }
}
