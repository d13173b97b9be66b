package io.millrace.table;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// The table engine put together with its log: what the server starts, drives and stops.
///
/// The server calls {@link #step()} again and again from one thread; the engine has no thread of
/// its own.
public final class TableNode {
    private final TableEngine engine;
    private final TableJanitor janitor;
    private final TableMachine machine;
    private final long memoryBytes;

    private TableNode(
            TableEngine engine, TableJanitor janitor, TableMachine machine, long memoryBytes) {
        this.engine = engine;
        this.janitor = janitor;
        this.machine = machine;
        this.memoryBytes = memoryBytes;
    }

    /// Starts the engine. The caller closes the log after the last call.
    ///
    /// @param state of a log that is started
    /// @param memoryBytes what tables may take of the heap; beyond it, no write that makes them
    ///   larger
    /// @param random source of table ids
    public static TableNode start(
            TableState state, long memoryBytes, InstantSource clock, RandomGenerator random) {
        TableMachine machine = state.machine();
        TableProposer proposer = new TableProposer(state.commands());
        TableEngine engine =
                new TableEngine(
                        new TableControl(machine, proposer, clock, random, memoryBytes),
                        new ItemWriter(machine, proposer, clock, memoryBytes),
                        new ItemReader(machine));
        return new TableNode(
                engine, new TableJanitor(machine, proposer, clock), machine, memoryBytes);
    }

    /// The operations on tables.
    public TableEngine engine() {
        return engine;
    }

    /// Does what time demands: deletes items that expired. Does not block.
    ///
    /// @return milliseconds until it wants to be called again, 1 to 1000
    public long step() {
        return janitor.step();
    }

    /// Numbers for metrics.
    public TableStats stats() {
        long items = 0;
        Tables tables = machine.tables();
        Tree.Cursor<Table> all = tables.byKey().all();
        for (Table table = all.next(); table != null; table = all.next()) {
            items += table.content().rows().size();
        }
        return new TableStats(tables.byKey().size(), items, machine.held(), memoryBytes);
    }

    /// Sum of the hashes of everything in the replicated state: equal states have equal sums. Exact
    /// while no command is under way.
    public long stateHash() {
        return machine.stateHash();
    }
}
