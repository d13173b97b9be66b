package io.millrace.cli;

import io.millrace.cli.bench.BenchCommand;
import io.millrace.cli.copy.CopyCommand;
import io.millrace.cli.offline.BackupCommand;
import io.millrace.cli.offline.InspectCommand;
import io.millrace.cli.put.PutCommand;
import io.millrace.cli.server.ServerCommand;
import io.millrace.cli.stream.StreamCommand;
import io.millrace.cli.tail.TailCommand;
import io.millrace.cli.terminal.ExitCode;
import io.millrace.cli.terminal.Failure;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/// The program `millrace`.
@Command(
        name = "millrace",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "A data-stream server that speaks the Amazon Kinesis API, and its tools.",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes (a command with more lists its own):%n",
        exitCodeList = {
            "0:done",
            "1:could not be done, or not to the end",
            "2:wrong command line",
            "3:done, but something is missing or wrong; standard error says what"
        })
public final class Millrace implements Runnable {
    @Spec private @Nullable CommandSpec spec;

    private Millrace() {}

    /// Runs a command and ends the process with its exit code.
    public static void main(String[] args) {
        boolean serves = args.length > 0 && args[0].equals("server");
        CommandLine commands = serves ? serverOnly() : commandLine();
        System.exit(commands.execute(args));
    }

    /// What a server needs and nothing else: a server starts in less time than the classes of the
    /// other commands take to load.
    private static CommandLine serverOnly() {
        return new CommandLine(new Millrace()).addSubcommand("server", ServerCommand.commandLine());
    }

    /// All commands.
    static CommandLine commandLine() {
        CommandLine all =
                serverOnly()
                        .addSubcommand(new PutCommand())
                        .addSubcommand(new TailCommand())
                        .addSubcommand(new CopyCommand())
                        .addSubcommand(new StreamCommand())
                        .addSubcommand(new BenchCommand())
                        .addSubcommand(new InspectCommand())
                        .addSubcommand(new BackupCommand())
                        .addSubcommand(new CompletionCommand());
        return all.setExecutionExceptionHandler(Millrace::explain);
    }

    @Override
    public void run() {
        throw new ParameterException(Objects.requireNonNull(spec).commandLine(), "Missing command");
    }

    /// One line for what a user may meet; anything else is a defect and shows where.
    private static int explain(Exception failure, CommandLine command, ParseResult parsed)
            throws Exception {
        String message =
                switch (failure) {
                    case Failure known -> known.getMessage();
                    case NoSuchFileException missing -> "no such file: " + missing.getMessage();
                    case IOException broken -> broken.getMessage();
                    default -> throw failure;
                };
        command.getErr().println(command.getCommandName() + ": " + message);
        command.getErr().flush();
        return ExitCode.FAILURE;
    }
}
