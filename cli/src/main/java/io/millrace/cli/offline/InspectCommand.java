package io.millrace.cli.offline;

import io.millrace.cli.terminal.ExitCode;
import io.millrace.cli.terminal.Failure;
import io.millrace.log.CorruptLogException;
import io.millrace.log.local.DirectoryInspector;
import io.millrace.log.local.Inspection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `millrace inspect`.
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        description = {
            "Looks into a data directory and changes nothing.",
            "",
            "Reads and checks every byte, tells what files and shards there are and what is damaged."
                    + " A server may be running in the directory. Ends with 3 if anything is damaged."
        })
public final class InspectCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "The data directory of a server.")
    private Path directory = Path.of("");

    @Override
    public Integer call() throws IOException {
        Inspection inspection;
        try {
            inspection = DirectoryInspector.inspect(DataDirectory.open(directory));
        } catch (CorruptLogException e) {
            throw new Failure(String.valueOf(e.getMessage()), e);
        }
        var out = Objects.requireNonNull(spec).commandLine().getOut();
        inspection.lines().forEach(out::println);
        out.flush();
        return inspection.isSound() ? ExitCode.OK : ExitCode.INCOMPLETE;
    }
}
