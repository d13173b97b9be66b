package io.millrace.table;

import io.millrace.table.value.Item;
import io.millrace.table.value.Octets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The operations that change items.
final class ItemWriter {
    private final TableMachine machine;
    private final TableProposer proposer;
    private final InstantSource clock;
    private final long memoryBytes;

    ItemWriter(
            TableMachine machine, TableProposer proposer, InstantSource clock, long memoryBytes) {
        this.machine = machine;
        this.proposer = proposer;
        this.clock = clock;
        this.memoryBytes = memoryBytes;
    }

    Written write(Action action) {
        // What can be refused without the log does not go through it.
        Table table = machine.tables().require(action.table());
        byte[] _ = ItemRules.keyOf(table.definition(), action);
        return written(proposer.decide(new Command.Write(action, memoryBytes))).getFirst();
    }

    void writeAll(List<Action> actions) {
        Tables tables = machine.tables();
        Map<TableKey, Set<Octets>> keys = new HashMap<>();
        for (Action action : actions) {
            Table table = tables.require(action.table());
            Octets key = Octets.wrap(ItemRules.keyOf(table.definition(), action));
            if (!keys.computeIfAbsent(action.table(), _ -> new HashSet<>()).add(key)) {
                throw KeyRules.refused("Provided list of item keys contains duplicates");
            }
        }
        List<Command> commands = new ArrayList<>();
        actions.forEach(action -> commands.add(new Command.Write(action, memoryBytes)));
        proposer.decideAll(commands);
    }

    List<Written> transact(
            String account, String region, List<Action> actions, @Nullable String token) {
        return written(
                proposer.decide(
                        new Command.Transaction(
                                account, region, actions, token, clock.millis(), memoryBytes)));
    }

    private static List<Written> written(TableOutcome outcome) {
        if (outcome instanceof TableOutcome.Wrote wrote) {
            return wrote.changes().stream().map(ItemWriter::written).toList();
        }
        throw new IllegalStateException("nothing was written by a command to write");
    }

    private static Written written(TableOutcome.Change change) {
        return new Written(item(change.before()), item(change.after()), change.touched());
    }

    private static @Nullable Item item(@Nullable Row row) {
        return row == null ? null : row.item();
    }
}
