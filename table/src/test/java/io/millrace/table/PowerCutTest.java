package io.millrace.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.log.CommandLog;
import io.millrace.log.SharedLog;
import io.millrace.log.local.LocalLog;
import io.millrace.log.local.LocalLogConfig;
import io.millrace.log.local.Surroundings;
import io.millrace.log.local.Task;
import io.millrace.table.expression.Comparison;
import io.millrace.table.value.AttributeValue;
import io.millrace.table.value.Item;
import io.millrace.testkit.VirtualClock;
import io.millrace.testkit.simulation.SimulatedDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Money moves between accounts in two tables, each time with a receipt, while the power of a
/// simulated disk is cut again and again.
class PowerCutTest {
    private static final TableKey FIRST = TableWorld.key("first");
    private static final TableKey SECOND = TableWorld.key("second");
    private static final TableKey RECEIPTS = TableWorld.key("receipts");
    private static final int ACCOUNTS = 6;
    private static final long BALANCE = 100;
    private static final int LIVES = 12;

    /// A transfer.
    private record Transfer(String receipt, int from, int to, long amount) {
        Command command() {
            return new Command.Transaction(
                    TableWorld.ACCOUNT,
                    TableWorld.REGION,
                    List.of(
                            new Action.Edit(
                                    FIRST,
                                    account(from),
                                    TableWorld.add("n", -amount),
                                    TableWorld.compare("n", Comparison.GE, amount),
                                    false),
                            new Action.Edit(
                                    SECOND, account(to), TableWorld.add("n", amount), null, false),
                            new Action.Put(
                                    RECEIPTS,
                                    TableWorld.item("pk", receipt),
                                    TableWorld.absent("pk"),
                                    false)),
                    null,
                    1,
                    Long.MAX_VALUE / 2);
        }
    }

    /// One life of a log with tables, stepped by hand.
    private static final class Life {
        final LocalLog log;
        final TableState state;
        final CommandLog<TableOutcome> commands;

        Life(SimulatedDisk disk, Random random) throws IOException {
            LocalLogConfig config =
                    LocalLogConfig.defaults()
                            .withJournal(5 * (64L << 10), 64 << 10, 64 << 10)
                            .withTails(1 << 10, 100)
                            .withMinFreeBytes(0)
                            .withSnapshotMinBytes(2 << 10);
            VirtualClock clock = new VirtualClock();
            log =
                    LocalLog.open(
                            config,
                            disk.storage(),
                            new Surroundings(clock, System::nanoTime, random, _ -> {}));
            SharedLog shared = new SharedLog(log);
            state = TableState.join(shared);
            shared.start();
            commands = state.commands();
        }

        CompletableFuture<TableOutcome> propose(Command command) {
            return commands.propose(CommandCodec.encode(command));
        }

        void step(Random random) {
            List<Task> tasks = log.tasks();
            tasks.get(random.nextInt(tasks.size())).step();
        }

        Map<String, Long> balances(TableKey table) {
            Map<String, Long> balances = new TreeMap<>();
            for (Item item : items(table)) {
                balances.put(
                        String.valueOf(item.get("pk")),
                        item.get("n") instanceof AttributeValue.Numeral n
                                ? n.value().toLong()
                                : 0L);
            }
            return balances;
        }

        List<Item> items(TableKey table) {
            List<Item> items = new ArrayList<>();
            Tree.Cursor<Row> rows = state.machine().tables().require(table).content().rows().all();
            for (Row row = rows.next(); row != null; row = rows.next()) {
                items.add(row.item());
            }
            return items;
        }
    }

    private static Item account(int number) {
        return TableWorld.item("pk", "a" + number);
    }

    private static List<Command> opening() {
        List<Command> commands = new ArrayList<>();
        for (TableKey table : List.of(FIRST, SECOND, RECEIPTS)) {
            commands.add(
                    new Command.CreateTable(
                            new TableDefinition(
                                    table,
                                    table.name(),
                                    1,
                                    TableWorld.hashed("pk"),
                                    List.of(),
                                    TableWorld.ON_DEMAND,
                                    new TreeMap<>(),
                                    null,
                                    BackupSettings.OFF)));
        }
        for (int i = 0; i < ACCOUNTS; i++) {
            Item item = account(i).with("n", TableWorld.number(BALANCE));
            commands.add(new Command.Write(new Action.Put(FIRST, item, null, false), 1 << 30));
            Item empty = account(i).with("n", TableWorld.number(0));
            commands.add(new Command.Write(new Action.Put(SECOND, empty, null, false), 1 << 30));
        }
        return commands;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 0})
    void aTransactionIsThereWholeOrNotAtAllAndWhatWasToldIsThere(long fixed) throws IOException {
        long seed = fixed == 0 ? new Random().nextLong() : fixed;
        Random random = new Random(seed);
        SimulatedDisk disk = new SimulatedDisk(random);
        Life life = new Life(disk, random);
        List<CompletableFuture<TableOutcome>> opened =
                opening().stream().map(life::propose).toList();
        while (!opened.stream().allMatch(CompletableFuture::isDone)) {
            life.step(random);
        }
        Map<String, Transfer> sent = new HashMap<>();
        Set<String> told = new HashSet<>();
        int cuts = 0;
        for (int count = 0; count < LIVES; count++) {
            disk.cutPowerAfter(20 + random.nextInt(150));
            Map<Transfer, CompletableFuture<TableOutcome>> underWay = new HashMap<>();
            for (int i = 0; i < 600 && !disk.hasFailed(); i++) {
                if (random.nextInt(3) == 0) {
                    Transfer transfer =
                            new Transfer(
                                    "r" + sent.size(),
                                    random.nextInt(ACCOUNTS),
                                    random.nextInt(ACCOUNTS),
                                    1 + random.nextInt(5));
                    sent.put(transfer.receipt(), transfer);
                    underWay.put(transfer, life.propose(transfer.command()));
                }
                life.step(random);
            }
            cuts += disk.hasFailed() ? 1 : 0;
            underWay.forEach((transfer, future) -> {
                boolean done = future.isDone() && !future.isCompletedExceptionally();
                if (done && future.join() instanceof TableOutcome.Wrote) {
                    told.add(transfer.receipt());
                }
            });
            disk.crash();
            life = reopen(disk, random);
            compare(life, sent, told, seed);
        }
        assertThat(cuts).as("seed %d", seed).isPositive();
        assertThat(told).as("seed %d", seed).isNotEmpty();
    }

    private static Life reopen(SimulatedDisk disk, Random random) {
        try {
            return new Life(disk, random);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void compare(
            Life life, Map<String, Transfer> sent, Set<String> told, long seed) {
        Map<String, Long> first = new TreeMap<>();
        Map<String, Long> second = new TreeMap<>();
        for (int i = 0; i < ACCOUNTS; i++) {
            String name = String.valueOf(account(i).get("pk"));
            first.put(name, BALANCE);
            second.put(name, 0L);
        }
        Set<String> receipts = new HashSet<>();
        for (Item item : life.items(RECEIPTS)) {
            if (item.get("pk") instanceof AttributeValue.Text text) {
                receipts.add(text.value());
            }
        }
        for (String receipt : receipts) {
            Transfer transfer = Objects.requireNonNull(sent.get(receipt), "a receipt of nothing");
            String from = String.valueOf(account(transfer.from()).get("pk"));
            String to = String.valueOf(account(transfer.to()).get("pk"));
            first.merge(from, -transfer.amount(), Long::sum);
            second.merge(to, transfer.amount(), Long::sum);
        }
        assertThat(life.balances(FIRST)).as("seed %d", seed).isEqualTo(first);
        assertThat(life.balances(SECOND)).as("seed %d", seed).isEqualTo(second);
        assertThat(receipts).as("seed %d", seed).containsAll(told);
    }
}
