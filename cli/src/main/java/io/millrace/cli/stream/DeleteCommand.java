package io.millrace.cli.stream;

import java.io.Console;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `millrace stream delete`.
@Command(
        name = "delete",
        mixinStandardHelpOptions = true,
        description = "Deletes a stream with all its records.")
final class DeleteCommand implements Callable<Integer> {
    @Mixin private final ChangeOptions stream = new ChangeOptions();

    @Option(
            names = "--yes",
            description = "Do not ask; without a terminal to ask on it is required.")
    private boolean yes;

    @Option(names = "--with-consumers", description = "Also if consumers are registered.")
    private boolean withConsumers;

    @Override
    public Integer call() throws IOException, InterruptedException {
        stream.require(yes || isConfirmed(), "Not confirmed: nothing was deleted; --yes confirms");
        return stream.remove(session -> {
            var _ =
                    session.change(c ->
                            c.deleteStream(r ->
                                    r.streamName(stream.name())
                                            .enforceConsumerDeletion(withConsumers)));
        });
    }

    private boolean isConfirmed() {
        return Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .map(console ->
                        console.readLine(
                                "Type the stream's name to delete it with all its records: "))
                .filter(stream.name()::equals)
                .isPresent();
    }
}
