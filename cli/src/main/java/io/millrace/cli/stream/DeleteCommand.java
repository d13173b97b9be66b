package io.millrace.cli.stream;

import io.millrace.cli.client.EndpointOptions;
import java.io.Console;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `millrace stream delete`.
@Command(
        name = "delete",
        mixinStandardHelpOptions = true,
        description = "Deletes a stream with all its records.")
final class DeleteCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Mixin private final EndpointOptions endpoint = new EndpointOptions();

    @Mixin private final WaitOptions waiting = new WaitOptions();

    @Parameters(paramLabel = "NAME", description = "The stream.")
    private String stream = "";

    @Option(
            names = "--yes",
            description = "Do not ask; without a terminal to ask on it is required.")
    private boolean yes;

    @Option(names = "--with-consumers", description = "Also if consumers are registered.")
    private boolean withConsumers;

    @Override
    public Integer call() throws IOException, InterruptedException {
        CommandSpec command = Objects.requireNonNull(spec);
        if (!yes && !isConfirmed()) {
            throw new ParameterException(
                    command.commandLine(), "Not confirmed: nothing was deleted; --yes confirms");
        }
        return Session.run(
                command,
                endpoint,
                session -> {
                    var _ =
                            session.change(c ->
                                    c.deleteStream(r ->
                                            r.streamName(stream)
                                                    .enforceConsumerDeletion(withConsumers)));
                    waiting.awaitGone(session, stream);
                });
    }

    private boolean isConfirmed() {
        return Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .map(console ->
                        console.readLine(
                                "Type the stream's name to delete it with all its" + " records: "))
                .filter(stream::equals)
                .isPresent();
    }
}
