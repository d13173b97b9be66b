package io.millrace.cli.offline;

import io.millrace.cli.terminal.ExitCode;
import io.millrace.cli.terminal.Failure;
import io.millrace.log.CorruptLogException;
import io.millrace.log.local.Backup;
import io.millrace.log.local.storage.DiskStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `millrace backup`.
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = {
            "Copies a data directory, also while a server runs in it.",
            "",
            "The copy holds everything that was acknowledged when the copy began. It is checked; a"
                    + " server started with --data-dir TARGET takes the place of the first one."
        })
public final class BackupCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DIR", description = "The data directory of a server.")
    private Path directory = Path.of("");

    @Parameters(
            index = "1",
            paramLabel = "TARGET",
            description = "Where the copy goes: a directory that is empty or does not exist.")
    private Path target = Path.of("");

    @Override
    public Integer call() throws IOException {
        Backup.Copy copy;
        try {
            copy = Backup.run(DataDirectory.open(directory), DiskStorage.open(target));
        } catch (CorruptLogException e) {
            throw new Failure(String.valueOf(e.getMessage()), e);
        }
        var out = Objects.requireNonNull(spec).commandLine().getOut();
        out.printf(
                "copied %,d files, %,d bytes, up to frame %d%n",
                copy.files(), copy.bytes(), copy.lsn());
        out.flush();
        return ExitCode.OK;
    }
}
