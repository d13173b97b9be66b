package io.millrace.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.table.expression.Comparison;
import io.millrace.table.expression.Condition;
import io.millrace.table.expression.Path;
import io.millrace.table.expression.Update;
import io.millrace.table.value.Item;
import io.millrace.table.value.Octets;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The machine against a map of items by key, under commands drawn at random.
class TableMachineTest {
    private static final long ROOM = Long.MAX_VALUE / 2;
    private static final TableKey TABLE = TableWorld.key("t");
    private static final IndexDefinition BY_OWNER =
            TableWorld.global(
                    "byOwner",
                    TableWorld.ranged("owner", "count", KeyType.N),
                    ProjectionType.KEYS_ONLY);

    private static TableOutcome apply(TableMachine machine, Command command) {
        return machine.apply(1, ByteBuffer.wrap(CommandCodec.encode(command)));
    }

    private static Command.CreateTable creation(IndexDefinition... indexes) {
        return new Command.CreateTable(
                new TableDefinition(
                        TABLE,
                        "00000000-0000-0000-0000-000000000001",
                        1_793_000_000_000L,
                        TableWorld.ranged("pk", "sk", KeyType.N),
                        List.of(indexes),
                        TableWorld.ON_DEMAND,
                        new TreeMap<>(Map.of("team", "\u00e9")),
                        null,
                        BackupSettings.OFF));
    }

    private static byte[] snapshot(TableMachine machine) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        machine.snapshot(bytes);
        return bytes.toByteArray();
    }

    private static TableMachine restored(byte[] snapshot) throws IOException {
        TableMachine machine = new TableMachine();
        machine.restore(new ByteArrayInputStream(snapshot));
        return machine;
    }

    /// What the machine does, done simply.
    private static final class Model {
        final Map<Item, Item> items = new HashMap<>();

        boolean write(Action action) {
            Item key = keyOf(action);
            Item before = items.getOrDefault(key, Item.EMPTY);
            Condition condition = action.condition();
            if (condition != null && !condition.holds(before)) {
                return false;
            }
            switch (action) {
                case Action.Put put -> items.put(key, put.item());
                case Action.Edit edit when before.isEmpty() && !edit.update().makesItem() -> {}
                case Action.Edit edit ->
                        items.put(key, edit.update().apply(before.isEmpty() ? key : before).item());
                case Action.Remove _ -> items.remove(key);
                case Action.Check _ -> {}
            }
            return true;
        }

        boolean transact(List<Action> actions) {
            Map<Item, Item> before = new HashMap<>(items);
            if (actions.stream().map(Model::keyOf).distinct().count() == actions.size()
                    && actions.stream().allMatch(this::write)) {
                return true;
            }
            items.clear();
            items.putAll(before);
            return false;
        }

        static Item keyOf(Action action) {
            Item all =
                    switch (action) {
                        case Action.Put put -> put.item();
                        case Action.Edit edit -> edit.key();
                        case Action.Remove remove -> remove.key();
                        case Action.Check check -> check.key();
                    };
            return Item.EMPTY
                    .with("pk", Objects.requireNonNull(all.get("pk")))
                    .with("sk", Objects.requireNonNull(all.get("sk")));
        }
    }

    private static Item someKey(Random random) {
        return TableWorld.item("pk", "p" + random.nextInt(8), "sk", random.nextInt(12) - 6);
    }

    private static Item someItem(Random random) {
        Item item = someKey(random).with("count", TableWorld.number(random.nextInt(5)));
        if (random.nextInt(3) > 0) {
            item = item.with("owner", TableWorld.text("o" + random.nextInt(3)));
        }
        return random.nextBoolean()
                ? item.with("pad", TableWorld.text("\u00e9".repeat(random.nextInt(40))))
                : item;
    }

    private static @Nullable Condition someCondition(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> TableWorld.absent("pk");
            case 1 ->
                    TableWorld.compare(
                            "count",
                            random.nextBoolean() ? Comparison.LT : Comparison.EQ,
                            random.nextInt(5));
            default -> null;
        };
    }

    private static Action someAction(Random random) {
        Condition condition = someCondition(random);
        return switch (random.nextInt(5)) {
            case 0, 1 -> new Action.Put(TABLE, someItem(random), condition, random.nextBoolean());
            case 2 -> new Action.Edit(TABLE, someKey(random), someUpdate(random), condition, false);
            case 3 -> new Action.Remove(TABLE, someKey(random), condition, true);
            default ->
                    new Action.Check(
                            TABLE,
                            someKey(random),
                            condition == null ? TableWorld.absent("owner") : condition,
                            true);
        };
    }

    private static Update someUpdate(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> TableWorld.add("count", random.nextInt(3) - 1);
            case 1 -> TableWorld.set("owner", TableWorld.text("o" + random.nextInt(3)));
            default -> new Update(List.of(new Update.Action.Remove(Path.of("owner"))), false);
        };
    }

    private static List<Item> items(TableMachine machine) {
        List<Item> items = new ArrayList<>();
        Table table = Objects.requireNonNull(machine.tables().find(TABLE));
        Tree.Cursor<Row> all = table.content().rows().all();
        for (Row row = all.next(); row != null; row = all.next()) {
            items.add(row.item());
        }
        return items;
    }

    /// Sums and indexes are what they would be if they were made anew.
    private static void requireSound(TableMachine machine) {
        Table table = Objects.requireNonNull(machine.tables().find(TABLE));
        Table.Content content = table.content();
        long bytes = 0;
        long held = 0;
        long hash = 0;
        Tree.Cursor<Row> all = content.rows().all();
        for (Row row = all.next(); row != null; row = all.next()) {
            bytes += row.bytes().length;
            held += row.held();
            hash += row.hash(Table.seed(table.definition()));
        }
        Table anew = Table.of(table.definition(), content.rows(), bytes, held, hash);
        assertThat(content.bytes()).isEqualTo(bytes);
        assertThat(table.hash()).isEqualTo(anew.hash());
        assertThat(table.held()).isEqualTo(anew.held());
        assertThat(machine.tables().held()).isEqualTo(anew.held());
        for (int i = 0; i < content.secondary().size(); i++) {
            IndexRows index = content.secondary().get(i);
            IndexRows fresh = anew.content().secondary().get(i);
            assertThat(keys(index)).isEqualTo(keys(fresh));
            assertThat(index.bytes()).isEqualTo(fresh.bytes());
            assertThat(index.held()).isEqualTo(fresh.held());
        }
    }

    private static List<String> keys(IndexRows index) {
        List<String> keys = new ArrayList<>();
        Tree.Cursor<Row> all = index.rows().all();
        for (Row row = all.next(); row != null; row = all.next()) {
            keys.add(HexFormat.of().formatHex(row.key()) + row.item());
        }
        return keys;
    }

    private static List<Command> randomHistory(Random random) {
        List<Command> commands = new ArrayList<>();
        commands.add(creation());
        for (int i = 0; i < 3000; i++) {
            if (i == 500) {
                commands.add(
                        new Command.UpdateTable(
                                new TableChange(
                                        TABLE,
                                        null,
                                        null,
                                        null,
                                        null,
                                        List.of(new TableChange.IndexChange.Create(BY_OWNER))),
                                ROOM));
            }
            if (random.nextInt(4) > 0) {
                commands.add(new Command.Write(someAction(random), ROOM));
            } else {
                List<Action> actions = new ArrayList<>();
                for (int n = random.nextInt(4); n >= 0; n--) {
                    actions.add(someAction(random));
                }
                commands.add(
                        new Command.Transaction(
                                TableWorld.ACCOUNT,
                                TableWorld.REGION,
                                actions,
                                random.nextBoolean() ? "t" + i : null,
                                1_793_000_000_000L + i * 1000L,
                                ROOM));
            }
        }
        return commands;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 0})
    void doesWhatASimpleMapDoesAndReplaysToTheSameState(long fixed) throws IOException {
        long seed = fixed == 0 ? new Random().nextLong() : fixed;
        Random random = new Random(seed);
        TableMachine machine = new TableMachine();
        TableMachine replica = new TableMachine();
        Model model = new Model();
        List<Command> commands = randomHistory(random);
        for (int i = 0; i < commands.size(); i++) {
            Command command = commands.get(i);
            boolean accepted = !(apply(machine, command) instanceof TableOutcome.Refused);
            boolean expected =
                    switch (command) {
                        case Command.Write write -> model.write(write.action());
                        case Command.Transaction tx -> model.transact(tx.actions());
                        default -> true;
                    };
            assertThat(accepted).as("seed %d, %s", seed, command).isEqualTo(expected);
            if (i % 500 == 499) {
                assertThat(items(machine)).hasSameElementsAs(model.items.values());
                requireSound(machine);
                TableMachine back = restored(snapshot(machine));
                assertThat(back.stateHash()).isEqualTo(machine.stateHash());
                assertThat(back.held()).isEqualTo(machine.held());
                assertThat(items(back)).isEqualTo(items(machine));
                requireSound(back);
                machine = back;
            }
        }
        commands.forEach(command -> apply(replica, command));
        assertThat(replica.stateHash()).as("seed %d", seed).isEqualTo(machine.stateHash());
        assertThat(items(machine)).hasSameElementsAs(model.items.values());
        assertThat(model.items).isNotEmpty();
    }

    @Test
    void aSnapshotIsOfItsMomentWhateverIsAppliedWhileItIsWritten() throws IOException {
        TableMachine machine = new TableMachine();
        apply(machine, creation(BY_OWNER));
        Random random = new Random(3);
        for (int i = 0; i < 200; i++) {
            apply(machine, new Command.Write(someAction(random), ROOM));
        }
        var frozen = machine.freeze();
        long hash = machine.stateHash();
        byte[] before = snapshot(machine);
        for (int i = 0; i < 200; i++) {
            apply(machine, new Command.Write(someAction(random), ROOM));
        }
        assertThat(machine.stateHash()).isNotEqualTo(hash);

        ByteArrayOutputStream later = new ByteArrayOutputStream();
        frozen.writeTo(later);

        assertThat(later.toByteArray()).isEqualTo(before);
        assertThat(restored(before).stateHash()).isEqualTo(hash);
    }

    @Test
    void damagedSnapshotsAreRefused() throws IOException {
        TableMachine machine = new TableMachine();
        apply(machine, creation());
        Item item = TableWorld.item("pk", "p", "sk", 1);
        apply(machine, new Command.Write(new Action.Put(TABLE, item, null, false), ROOM));
        byte[] bytes = snapshot(machine);
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> restored(changed))
                    .as("byte " + i)
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void commandsAreReadAsWritten() {
        List<Command> commands =
                List.of(
                        creation(BY_OWNER),
                        new Command.UpdateTable(
                                new TableChange(
                                        TABLE,
                                        BillingMode.PROVISIONED,
                                        new Throughput(3, 4),
                                        true,
                                        "STANDARD_INFREQUENT_ACCESS",
                                        List.of(
                                                new TableChange.IndexChange.Delete("a"),
                                                new TableChange.IndexChange.Provision(
                                                        "b", new Throughput(1, 2)))),
                                7),
                        new Command.DeleteTable(TABLE),
                        new Command.SetTimeToLive(TABLE, "ttl", true, 5),
                        new Command.SetBackups(TABLE, true, 7, 9),
                        new Command.SetBackups(TABLE, false, null, 9),
                        new Command.AddTags(TABLE, new TreeMap<>(Map.of("a", "b"))),
                        new Command.RemoveTags(TABLE, List.of("a")),
                        new Command.Write(someAction(new Random(4)), 1),
                        new Command.Transaction(
                                "a",
                                "r",
                                List.of(someAction(new Random(5)), someAction(new Random(6))),
                                "token",
                                8,
                                9),
                        new Command.ExpireItems(TABLE, "ttl", 1, List.of(Octets.utf8("k"))));
        for (Command command : commands) {
            byte[] bytes = CommandCodec.encode(command);
            assertThat(bytes[0]).isEqualTo((byte) 2);
            assertThat(CommandCodec.decode(ByteBuffer.wrap(bytes).asReadOnlyBuffer()))
                    .isEqualTo(command);
        }
    }

    @Test
    void aCommandOfALaterReleaseStopsTheReplay() {
        byte[] bytes = CommandCodec.encode(new Command.DeleteTable(TABLE));
        bytes[2] = 2;
        assertThatThrownBy(() -> new TableMachine().apply(7, ByteBuffer.wrap(bytes)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("command 7")
                .hasMessageContaining("newer release");
    }

    @Test
    void anItemThatCannotStandInAnIndexIsNotTaken() {
        TableMachine machine = new TableMachine();
        apply(machine, creation(BY_OWNER));
        Item wrong = TableWorld.item("pk", "p", "sk", 1, "owner", 5);
        TableOutcome outcome =
                apply(machine, new Command.Write(new Action.Put(TABLE, wrong, null, false), ROOM));
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        TableOutcome.Refused.class,
                        refused ->
                                assertThat(refused.why().text())
                                        .contains("Type mismatch for Index Key owner")
                                        .contains("IndexName: byOwner"));
        assertThat(items(machine)).isEmpty();
    }
}
