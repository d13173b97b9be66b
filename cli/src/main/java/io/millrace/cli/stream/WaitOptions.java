package io.millrace.cli.stream;

import picocli.CommandLine.Option;

/// Whether and how long a command waits for a change to be done.
final class WaitOptions {
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

    /// Waits until a stream is ACTIVE, if that is wanted.
    void awaitActive(Session session, String stream) throws InterruptedException {
        if (!noWait) {
            session.awaitActive(stream, seconds);
        }
    }

    /// Waits until there is no such stream, if that is wanted.
    void awaitGone(Session session, String stream) throws InterruptedException {
        if (!noWait) {
            session.awaitGone(stream, seconds);
        }
    }
}
