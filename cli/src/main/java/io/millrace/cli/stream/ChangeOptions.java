package io.millrace.cli.stream;

import java.io.IOException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The options of a command that changes one stream: which one, and whether and how long it waits
/// until the change is done.
final class ChangeOptions {
    @Mixin private final StreamOptions stream = new StreamOptions();

    @Option(
            names = "--no-wait",
            description = "Return once the change is accepted, not once it is done.")
    private boolean noWait;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "300",
            description = "Wait this long at most. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    /// The stream's name.
    String name() {
        return stream.name();
    }

    /// As {@link StreamOptions#require}.
    void require(boolean holds, String rule) {
        stream.require(holds, rule);
    }

    /// Changes the stream and waits until it is ACTIVE, if that is wanted.
    ///
    /// @return exit code
    int change(Session.Work change) throws IOException, InterruptedException {
        return stream.run(session -> {
            change.run(session);
            if (!noWait) {
                session.awaitActive(name(), seconds);
            }
        });
    }

    /// Removes the stream and waits until there is none, if that is wanted.
    ///
    /// @return exit code
    int remove(Session.Work removal) throws IOException, InterruptedException {
        return stream.run(session -> {
            removal.run(session);
            if (!noWait) {
                session.awaitGone(name(), seconds);
            }
        });
    }
}
