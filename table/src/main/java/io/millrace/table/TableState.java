package io.millrace.table;

import io.millrace.log.CommandLog;
import io.millrace.log.SharedLog;

/// The replicated state of tables, as a member of the command log: what a {@link TableNode} is
/// started on once the log is.
public final class TableState {
    private final TableMachine machine;
    private final CommandLog<TableOutcome> commands;

    private TableState(TableMachine machine, CommandLog<TableOutcome> commands) {
        this.machine = machine;
        this.commands = commands;
    }

    /// Joins a log that is not started.
    public static TableState join(SharedLog log) {
        TableMachine machine = new TableMachine();
        return new TableState(machine, log.join(CommandCodec.TABLES, machine));
    }

    TableMachine machine() {
        return machine;
    }

    CommandLog<TableOutcome> commands() {
        return commands;
    }
}
