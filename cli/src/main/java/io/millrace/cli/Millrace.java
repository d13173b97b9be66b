package io.millrace.cli;

import io.millrace.cli.bench.BenchCommand;
import io.millrace.cli.put.PutCommand;
import io.millrace.cli.server.ServerCommand;
import io.millrace.cli.tail.TailCommand;
import io.millrace.cli.terminal.ExitCode;
import io.millrace.cli.terminal.Failure;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The program `millrace`.
@Command(
        name = "millrace",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "A data-stream server that speaks the Amazon Kinesis API, and its tools.",
        subcommands = {PutCommand.class, TailCommand.class, BenchCommand.class},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:could not be done, or not to the end",
            "2:wrong command line",
            "3:done, but something is missing or wrong; standard error says what"
        })
public final class Millrace implements Runnable {
    @picocli.CommandLine.Spec
    private picocli.CommandLine.Model.@org.jspecify.annotations.Nullable CommandSpec spec;

    /// Runs a command and ends the process with its exit code.
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Millrace())
                .addSubcommand("server", ServerCommand.commandLine())
                .setExecutionExceptionHandler(Millrace::explain)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                java.util.Objects.requireNonNull(spec).commandLine(), "Missing command");
    }

    /// One line for what a user may meet; anything else is a defect and shows where.
    private static int explain(
            Exception failure, CommandLine command, CommandLine.ParseResult parsed)
            throws Exception {
        String message =
                switch (failure) {
                    case Failure known -> known.getMessage();
                    case java.nio.file.NoSuchFileException missing ->
                            "no such file: " + missing.getMessage();
                    case IOException broken -> broken.getMessage();
                    default -> throw failure;
                };
        command.getErr().println(command.getCommandName() + ": " + message);
        return ExitCode.FAILURE;
    }
}
