package io.millrace.cli.stream;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `millrace stream`: the group of commands on streams.
@Command(
        name = "stream",
        mixinStandardHelpOptions = true,
        description = {
            "Makes, shows, reshapes and deletes streams.",
            "",
            "Works with any service that speaks the Kinesis API. A change returns once the stream is"
                    + " ACTIVE again, or gone."
        },
        footer = {
            "",
            "Examples:",
            "  millrace stream create clicks --shards 4",
            "  millrace stream describe clicks",
            "  millrace stream scale clicks --to 8",
            "  millrace stream delete clicks --yes"
        },
        subcommands = {
            CreateCommand.class,
            ListCommand.class,
            DescribeCommand.class,
            SplitCommand.class,
            MergeCommand.class,
            ScaleCommand.class,
            DeleteCommand.class,
            ConsumersCommand.class
        })
public final class StreamCommand implements Runnable {
    @Spec private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                Objects.requireNonNull(spec).commandLine(),
                "Missing: create, list, describe, split, merge, scale, delete or consumers");
    }
}
