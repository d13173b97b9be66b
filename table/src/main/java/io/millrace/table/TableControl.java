package io.millrace.table;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The operations on tables as such.
final class TableControl {
    private final TableMachine machine;
    private final TableProposer proposer;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final long memoryBytes;

    TableControl(
            TableMachine machine,
            TableProposer proposer,
            InstantSource clock,
            RandomGenerator random,
            long memoryBytes) {
        this.machine = machine;
        this.proposer = proposer;
        this.clock = clock;
        this.random = random;
        this.memoryBytes = memoryBytes;
    }

    TableView create(NewTable request) {
        TableDefinition definition =
                new TableDefinition(
                        request.key(),
                        new UUID(random.nextLong(), random.nextLong()).toString(),
                        clock.millis(),
                        request.keys(),
                        request.indexes(),
                        request.options(),
                        new TreeMap<>(request.tags()),
                        null,
                        BackupSettings.OFF);
        return define(new Command.CreateTable(definition)).view();
    }

    private Table define(Command command) {
        if (proposer.decide(command) instanceof TableOutcome.Defined defined) {
            return defined.table();
        }
        throw new IllegalStateException("no table came of a command about one");
    }

    TableView update(TableChange request) {
        return define(new Command.UpdateTable(request, memoryBytes)).view();
    }

    TableView delete(TableKey table) {
        return define(new Command.DeleteTable(table)).view();
    }

    TableView describe(TableKey table) {
        return machine.tables().requireNamed(table).view();
    }

    TableNames list(String account, String region, @Nullable String after, int limit) {
        byte[] prefix = Table.keyOf(account, region);
        byte[] from = after == null ? prefix : Table.keyOf(new TableKey(account, region, after));
        Span all = Span.of(prefix);
        Tree.Cursor<Table> tables = machine.tables().byKey().ascending(from, after == null);
        List<String> names = new ArrayList<>();
        Table table = tables.next();
        while (table != null && all.holds(table.key()) && names.size() < limit) {
            names.add(table.definition().key().name());
            table = tables.next();
        }
        boolean more = table != null && all.holds(table.key());
        return new TableNames(names, more ? names.getLast() : null);
    }

    void setTimeToLive(TableKey table, String attribute, boolean enabled) {
        define(new Command.SetTimeToLive(table, attribute, enabled, memoryBytes));
    }

    @Nullable TimeToLive timeToLive(TableKey table) {
        String attribute = machine.tables().requireNamed(table).definition().expiry();
        return attribute == null ? null : new TimeToLive(attribute);
    }

    BackupSettings setBackups(TableKey table, boolean enabled, @Nullable Integer recoveryDays) {
        Command command = new Command.SetBackups(table, enabled, recoveryDays, clock.millis());
        return define(command).definition().backups();
    }

    BackupSettings backups(TableKey table) {
        return machine.tables().requireNamed(table).definition().backups();
    }

    void tag(TableKey table, Map<String, String> tags) {
        define(new Command.AddTags(table, new TreeMap<>(tags)));
    }

    void untag(TableKey table, List<String> keys) {
        define(new Command.RemoveTags(table, keys));
    }

    SortedMap<String, String> tags(TableKey table) {
        return machine.tables().requireNamed(table).definition().tags();
    }
}
