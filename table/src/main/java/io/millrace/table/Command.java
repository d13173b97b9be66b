package io.millrace.table;

import io.millrace.table.value.Octets;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// A change of the replicated state, as it stands in the command log. Time, limits and all else
/// that is not in the state comes with it. The bytes are drawn in `docs/format/tables-v1.md`.
sealed interface Command {
    record CreateTable(TableDefinition definition) implements Command {}

    record UpdateTable(TableChange change, long memoryBytes) implements Command {}

    record DeleteTable(TableKey table) implements Command {}

    record SetTimeToLive(TableKey table, String attribute, boolean enabled, long memoryBytes)
            implements Command {}

    /// Switches point-in-time recovery on or off.
    ///
    /// @param recoveryDays null to leave it as it is
    record SetBackups(
            TableKey table, boolean enabled, @Nullable Integer recoveryDays, long atMillis)
            implements Command {}

    record AddTags(TableKey table, SortedMap<String, String> tags) implements Command {}

    record RemoveTags(TableKey table, List<String> keys) implements Command {
        public RemoveTags {
            keys = List.copyOf(keys);
        }
    }

    /// One action.
    ///
    /// @param memoryBytes what tables may take; beyond it nothing grows
    record Write(Action action, long memoryBytes) implements Command {}

    /// Several actions, all or none of them.
    ///
    /// @param token null if the call may be repeated
    record Transaction(
            String account,
            String region,
            List<Action> actions,
            @Nullable String token,
            long atMillis,
            long memoryBytes)
            implements Command {
        public Transaction {
            actions = List.copyOf(actions);
        }
    }

    /// Deletes items whose time has passed.
    ///
    /// @param attribute that said so
    /// @param keys key bytes of the rows
    record ExpireItems(TableKey table, String attribute, long atMillis, List<Octets> keys)
            implements Command {
        public ExpireItems {
            keys = List.copyOf(keys);
        }
    }
}
