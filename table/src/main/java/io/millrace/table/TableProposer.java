package io.millrace.table;

import io.millrace.log.CommandLog;
import io.millrace.log.LogException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Puts commands into the command log and hands back what applying them said.
final class TableProposer {
    /// AWS's text.
    private static final String FAULT = "Internal server error";

    /// The command log's limit.
    private static final int MAX_COMMAND_BYTES = 4 << 20;

    private final CommandLog<TableOutcome> log;

    TableProposer(CommandLog<TableOutcome> log) {
        this.log = log;
    }

    /// The future fails if nobody can say whether the command was stored.
    CompletableFuture<TableOutcome> propose(Command command) {
        byte[] bytes = CommandCodec.encode(command);
        if (bytes.length > MAX_COMMAND_BYTES) {
            throw KeyRules.refused(
                    "Collection size of the items and expressions of one call exceeds 4 MB");
        }
        try {
            return log.propose(bytes);
        } catch (LogException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /// Proposes on behalf of a client and waits.
    ///
    /// @throws TableException if it is refused, or the log fails
    TableOutcome decide(Command command) {
        return outcome(propose(command));
    }

    /// Proposes several and waits for all.
    ///
    /// @throws TableException if one is refused, or the log fails
    void decideAll(List<Command> commands) {
        List<CompletableFuture<TableOutcome>> proposed =
                commands.stream().map(this::propose).toList();
        TableException first = null;
        for (CompletableFuture<TableOutcome> each : proposed) {
            try {
                TableOutcome _ = outcome(each);
            } catch (TableException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private static TableOutcome outcome(CompletableFuture<TableOutcome> proposed) {
        TableOutcome outcome;
        try {
            outcome = proposed.join();
        } catch (CompletionException e) {
            throw new TableException(FAULT, e);
        }
        if (outcome instanceof TableOutcome.Refused refused) {
            throw refused.why();
        }
        return outcome;
    }
}
