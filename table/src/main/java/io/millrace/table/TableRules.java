package io.millrace.table;

import io.millrace.table.TableChange.IndexChange;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Makes, changes and deletes tables: functions of the tables before, which throw a {@link
/// TableException} where DynamoDB refuses.
final class TableRules {
    private static final int MAX_TAGS = 50;

    private TableRules() {}

    /// @param after all tables after the change
    /// @param table the one that changed; one that is gone, as it last was
    record Result(Tables after, Table table) {}

    static Result create(Tables state, Command.CreateTable command) {
        TableDefinition definition = command.definition();
        if (state.find(definition.key()) != null) {
            throw new TableException(
                    TableError.RESOURCE_IN_USE, "Table already exists: " + definition.key().name());
        }
        Table table = Table.of(definition, Tree.empty(), 0, 0, 0);
        return new Result(state.with(table), table);
    }

    static Result delete(Tables state, Command.DeleteTable command) {
        Table table = state.requireNamed(command.table());
        if (table.definition().options().deletionProtected()) {
            throw KeyRules.refused(
                    "Resource cannot be deleted as it is currently protected against deletion."
                            + " Disable deletion protection first.");
        }
        return new Result(state.without(table), table);
    }

    static Result update(Tables state, Command.UpdateTable command) {
        TableChange change = command.change();
        Table table = state.requireNamed(change.key());
        TableDefinition definition = table.definition();
        for (IndexChange each : change.indexes()) {
            definition = definition.with(changed(definition, each));
        }
        definition = definition.with(changed(definition.options(), change));
        if (definition.options().billing() == BillingMode.PAY_PER_REQUEST) {
            definition =
                    definition.with(
                            definition.indexes().stream()
                                    .map(index -> index.with(Throughput.NONE))
                                    .toList());
        }
        return under(state, table, definition, command.memoryBytes());
    }

    private static TableOptions changed(TableOptions options, TableChange change) {
        BillingMode billing = orElse(change.billing(), options.billing());
        return new TableOptions(
                billing,
                billing == BillingMode.PAY_PER_REQUEST
                        ? Throughput.NONE
                        : orElse(change.throughput(), options.throughput()),
                orElse(change.deletionProtected(), options.deletionProtected()),
                orElse(change.tableClass(), options.tableClass()));
    }

    private static <T> T orElse(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }

    private static List<IndexDefinition> changed(TableDefinition table, IndexChange change) {
        List<IndexDefinition> indexes = new ArrayList<>(table.indexes());
        IndexDefinition known = table.index(change.name());
        switch (change) {
            case IndexChange.Create create -> {
                if (known != null) {
                    throw KeyRules.refused("Attempting to create an index which already exists");
                }
                requireTypes(table, create.index());
                indexes.add(create.index());
            }
            case IndexChange.Provision provision -> {
                IndexDefinition index = requireGlobal(known);
                indexes.set(indexes.indexOf(index), index.with(provision.throughput()));
            }
            case IndexChange.Delete _ -> indexes.remove(requireGlobal(known));
        }
        return indexes;
    }

    private static IndexDefinition requireGlobal(@Nullable IndexDefinition index) {
        if (index == null || index.local()) {
            throw new TableException(TableError.RESOURCE_NOT_FOUND, "Requested resource not found");
        }
        return index;
    }

    private static void requireTypes(TableDefinition table, IndexDefinition index) {
        for (KeyAttribute attribute : index.keys().attributes()) {
            KeyType known = table.typeOf(attribute.name());
            if (known != null && known != attribute.type()) {
                throw KeyRules.refused(
                        "One or more parameter values were invalid: Attribute "
                                + attribute.name()
                                + " is a key of type "
                                + known
                                + " already");
            }
        }
    }

    static Result expire(Tables state, Command.SetTimeToLive command) {
        Table table = state.requireNamed(command.table());
        String known = table.definition().expiry();
        if (known != null && !known.equals(command.attribute())) {
            throw KeyRules.refused(
                    "TimeToLive is active on a different AttributeName: current AttributeName is "
                            + known);
        }
        if (command.enabled() == (known != null)) {
            throw KeyRules.refused(
                    "TimeToLive is already " + (command.enabled() ? "enabled" : "disabled"));
        }
        TableDefinition definition =
                table.definition().expiring(command.enabled() ? command.attribute() : null);
        return under(state, table, definition, command.memoryBytes());
    }

    static Result back(Tables state, Command.SetBackups command) {
        Table table = state.requireNamed(command.table());
        BackupSettings known = table.definition().backups();
        int days = orElse(command.recoveryDays(), known.recoveryDays());
        long since = known.enabled() ? known.sinceMillis() : command.atMillis();
        BackupSettings next =
                command.enabled()
                        ? new BackupSettings(true, since, days)
                        : new BackupSettings(false, 0, days);
        return under(state, table, table.definition().with(next), Long.MAX_VALUE);
    }

    static Result tag(Tables state, Command.AddTags command) {
        Table table = state.requireNamed(command.table());
        SortedMap<String, String> tags = new TreeMap<>(table.definition().tags());
        tags.putAll(command.tags());
        if (tags.size() > MAX_TAGS) {
            throw KeyRules.refused(
                    "One or more parameter values were invalid: Too many tags, at most "
                            + MAX_TAGS
                            + " are allowed");
        }
        return under(state, table, table.definition().with(tags), Long.MAX_VALUE);
    }

    static Result untag(Tables state, Command.RemoveTags command) {
        Table table = state.requireNamed(command.table());
        SortedMap<String, String> tags = new TreeMap<>(table.definition().tags());
        tags.keySet().removeAll(command.keys());
        return under(state, table, table.definition().with(tags), Long.MAX_VALUE);
    }

    private static Result under(
            Tables state, Table table, TableDefinition definition, long memoryBytes) {
        Table changed = table.under(definition);
        Tables after = state.with(changed);
        ItemRules.requireMemory(state, after, memoryBytes);
        return new Result(after, changed);
    }
}
