package io.millrace.stream;

import io.millrace.log.CommandLog;
import io.millrace.log.ShardLogs;
import io.millrace.log.SharedLog;

/// The replicated state of streams, as a member of the command log: what a {@link StreamNode} is
/// started on once the log is.
public final class StreamState {
    private final Catalogue catalogue;
    private final Changes changes;
    private final StreamMachine machine;
    private final CommandLog<Outcome> commands;
    private final SharedLog log;

    private StreamState(
            Catalogue catalogue,
            Changes changes,
            StreamMachine machine,
            CommandLog<Outcome> commands,
            SharedLog log) {
        this.catalogue = catalogue;
        this.changes = changes;
        this.machine = machine;
        this.commands = commands;
        this.log = log;
    }

    /// Joins a log that is not started.
    public static StreamState join(SharedLog log) {
        Catalogue catalogue = new Catalogue();
        Changes changes = new Changes();
        StreamMachine machine = new StreamMachine(catalogue, changes::changed);
        CommandLog<Outcome> commands = log.join(CommandCodec.STREAMS, machine);
        return new StreamState(catalogue, changes, machine, commands, log);
    }

    Catalogue catalogue() {
        return catalogue;
    }

    Changes changes() {
        return changes;
    }

    StreamMachine machine() {
        return machine;
    }

    CommandLog<Outcome> commands() {
        return commands;
    }

    ShardLogs shards() {
        return log.shards();
    }
}
