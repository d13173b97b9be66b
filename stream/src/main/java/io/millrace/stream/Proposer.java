package io.millrace.stream;

import io.millrace.log.CommandLog;
import io.millrace.log.LogException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Puts commands into the command log and tells what became of them.
final class Proposer {
    private final CommandLog<Outcome> log;

    Proposer(CommandLog<Outcome> log) {
        this.log = log;
    }

    /// The future fails if nobody can say whether the command was stored.
    CompletableFuture<Outcome> propose(Command command) {
        try {
            return log.propose(CommandCodec.encode(command));
        } catch (LogException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /// Proposes on behalf of a client and waits.
    ///
    /// @throws StreamException if it is refused, or the log fails
    Outcome decide(Command command) {
        Outcome outcome;
        try {
            outcome = propose(command).join();
        } catch (CompletionException e) {
            throw Faults.of(e);
        }
        if (outcome instanceof Outcome.Refused refused) {
            throw refused.toException();
        }
        return outcome;
    }
}
