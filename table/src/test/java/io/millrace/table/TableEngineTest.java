package io.millrace.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.table.TableChange.IndexChange;
import io.millrace.table.expression.Comparison;
import io.millrace.table.expression.Path;
import io.millrace.table.value.Item;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TableEngineTest {
    private static final Item A = TableWorld.item("pk", "a");

    private final TableWorld world = new TableWorld();

    private static TableException refusal(Runnable call) {
        try {
            call.run();
        } catch (TableException e) {
            return e;
        }
        throw new AssertionError("nothing was refused");
    }

    private static TableChange change(TableKey table, IndexChange... indexes) {
        return new TableChange(table, null, null, null, null, List.of(indexes));
    }

    @Test
    void tablesOfOtherAccountsAndRegionsAreOutOfSight() {
        TableKey here = world.create("tab", TableWorld.hashed("pk"));
        TableKey there = new TableKey(TableWorld.ACCOUNT, "us-east-1", "tab");
        TableKey others = new TableKey("999999999999", TableWorld.REGION, "tab");
        for (TableKey key : List.of(there, others)) {
            assertThat(refusal(() -> world.engine.describe(key)).error())
                    .isEqualTo(TableError.RESOURCE_NOT_FOUND);
            world.engine.create(
                    new NewTable(
                            key,
                            TableWorld.hashed("pk"),
                            List.of(),
                            TableWorld.ON_DEMAND,
                            Map.of()));
        }
        world.put(here, A);
        assertThat(world.get(there, A)).isNull();
        assertThat(world.engine.list(TableWorld.ACCOUNT, TableWorld.REGION, null, 10).names())
                .containsExactly("tab");
    }

    @Test
    void listsGoOnWhereTheyEnded() {
        for (int i = 0; i < 25; i++) {
            world.create("tab%02d".formatted(i), TableWorld.hashed("pk"));
        }
        List<String> names = new ArrayList<>();
        String last = null;
        do {
            TableNames page = world.engine.list(TableWorld.ACCOUNT, TableWorld.REGION, last, 10);
            names.addAll(page.names());
            last = page.last();
        } while (last != null);
        assertThat(names).hasSize(25).isSorted().doesNotHaveDuplicates();
        assertThat(world.engine.list(TableWorld.ACCOUNT, TableWorld.REGION, null, 25).last())
                .isNull();
    }

    @Test
    void aTableIsMadeOnceAndGoneWhenDeleted() {
        TableKey table = world.create("tab", TableWorld.hashed("pk"));
        world.put(table, A);
        TableException again = refusal(() -> world.create("tab", TableWorld.hashed("pk")));
        assertThat(again.error()).isEqualTo(TableError.RESOURCE_IN_USE);
        assertThat(again.text()).isEqualTo("Table already exists: tab");

        assertThat(world.engine.delete(table).items()).isEqualTo(1);

        TableException gone = refusal(() -> world.engine.delete(table));
        assertThat(gone.error()).isEqualTo(TableError.RESOURCE_NOT_FOUND);
        assertThat(gone.text()).isEqualTo("Requested resource not found: Table: tab not found");
        assertThat(refusal(() -> world.get(table, A)).text())
                .isEqualTo("Requested resource not found");
        assertThat(world.node.stats().heldBytes()).isZero();
        world.create("tab", TableWorld.hashed("pk"));
        assertThat(world.get(table, A)).isNull();
    }

    @Test
    void aProtectedTableIsNotDeleted() {
        TableKey table = world.create("tab", TableWorld.hashed("pk"));
        world.engine.update(new TableChange(table, null, null, true, null, List.of()));
        assertThat(refusal(() -> world.engine.delete(table)).text()).contains("protected");
        assertThat(world.engine.describe(table).options().deletionProtected()).isTrue();
    }

    @Test
    void anIndexThatIsAddedHoldsWhatThereIsAndGoesAgain() {
        TableKey table = world.create("tab", TableWorld.hashed("pk"));
        for (int i = 0; i < 50; i++) {
            world.put(table, TableWorld.item("pk", "k" + i, "owner", i % 2 == 0 ? "x" : "y"));
        }
        IndexDefinition owners =
                TableWorld.global("owners", TableWorld.hashed("owner"), ProjectionType.KEYS_ONLY);
        long before = world.node.stats().heldBytes();

        TableView view = world.engine.update(change(table, new IndexChange.Create(owners)));

        assertThat(view.indexes()).hasSize(1);
        assertThat(view.indexes().getFirst().items()).isEqualTo(50);
        assertThat(world.node.stats().heldBytes()).isGreaterThan(before);
        assertThat(
                        refusal(() ->
                                        world.engine.update(
                                                change(table, new IndexChange.Create(owners))))
                                .error())
                .isEqualTo(TableError.VALIDATION);
        world.engine.update(change(table, new IndexChange.Delete("owners")));
        assertThat(world.engine.describe(table).indexes()).isEmpty();
        assertThat(world.node.stats().heldBytes()).isEqualTo(before);
        assertThat(
                        refusal(() ->
                                        world.engine.update(
                                                change(table, new IndexChange.Delete("owners"))))
                                .error())
                .isEqualTo(TableError.RESOURCE_NOT_FOUND);
    }

    @Test
    void writesTellWhatWasThereAndWhatIs() {
        TableKey table = world.create("tab", TableWorld.hashed("pk"));
        Item first = A.with("n", TableWorld.number(1));
        assertThat(world.put(table, first)).isEqualTo(new Written(null, first, List.of()));
        Written added =
                world.engine.write(new Action.Edit(table, A, TableWorld.add("n", 4), null, false));
        Item second = A.with("n", TableWorld.number(5));
        assertThat(added).isEqualTo(new Written(first, second, List.of(Path.of("n"))));
        assertThat(world.remove(table, A)).isEqualTo(new Written(second, null, List.of()));
        assertThat(world.remove(table, A)).isEqualTo(new Written(null, null, List.of()));
    }

    @Test
    void aConditionThatFailsTellsTheItemAndChangesNothing() {
        TableKey table = world.create("tab", TableWorld.hashed("pk"));
        Item first = A.with("n", TableWorld.number(1));
        world.put(table, first, TableWorld.absent("pk"));
        long hash = world.node.stateHash();

        TableException failed = refusal(() -> world.put(table, A, TableWorld.absent("pk")));

        assertThat(failed.error()).isEqualTo(TableError.CONDITIONAL_CHECK_FAILED);
        assertThat(failed.text()).isEqualTo("The conditional request failed");
        assertThat(failed.item()).isEqualTo(first);
        assertThat(world.node.stateHash()).isEqualTo(hash);
    }

    @Test
    void aTransactionIsAllOrNothingAndTellsWhy() {
        TableKey table = world.create("tab", TableWorld.hashed("pk"));
        TableKey other = world.create("other", TableWorld.hashed("id"));
        Item first = A.with("n", TableWorld.number(1));
        world.put(table, first);
        List<Action> actions =
                List.of(
                        new Action.Put(other, TableWorld.item("id", "z"), null, false),
                        new Action.Check(
                                table, A, TableWorld.compare("n", Comparison.GT, 1), true));

        TableException cancelled = refusal(() -> transact(actions, null));

        assertThat(cancelled.error()).isEqualTo(TableError.TRANSACTION_CANCELED);
        assertThat(cancelled.text())
                .isEqualTo(
                        "Transaction cancelled, please refer cancellation reasons for specific"
                                + " reasons [None, ConditionalCheckFailed]");
        assertThat(cancelled.reasons())
                .containsExactly(
                        CancellationReason.NONE,
                        new CancellationReason(
                                "ConditionalCheckFailed", "The conditional request failed", first));
        assertThat(world.get(other, TableWorld.item("id", "z"))).isNull();

        world.put(table, A.with("n", TableWorld.number(2)));
        assertThat(transact(actions, null)).hasSize(2);
        assertThat(
                        world.engine.readAll(
                                List.of(
                                        new Read(other, TableWorld.item("id", "z")),
                                        new Read(table, TableWorld.item("pk", "none")))))
                .containsExactly(TableWorld.item("id", "z"), null);
    }

    private List<Written> transact(List<Action> actions, @Nullable String token) {
        return world.engine.transact(TableWorld.ACCOUNT, TableWorld.REGION, actions, token);
    }

    @Test
    void aTransactionNamesAnItemOnce() {
        TableKey table = world.create("tab", TableWorld.hashed("pk"));
        List<Action> twice =
                List.of(
                        new Action.Put(table, A, null, false),
                        new Action.Remove(table, A, null, false));
        assertThat(refusal(() -> transact(twice, null)).text())
                .isEqualTo("Transaction request cannot include multiple operations on one item");
        assertThat(refusal(() -> world.engine.writeAll(twice)).text())
                .isEqualTo("Provided list of item keys contains duplicates");
        assertThat(world.get(table, A)).isNull();
    }

    @Test
    void aTokenMakesATransactionHappenOnceForTenMinutes() {
        TableKey table = world.create("tab", TableWorld.hashed("pk"));
        List<Action> add = List.of(new Action.Edit(table, A, TableWorld.add("n", 1), null, false));
        assertThat(transact(add, "tok")).hasSize(1);
        assertThat(transact(add, "tok")).isEmpty();
        world.restart();
        assertThat(transact(add, "tok")).isEmpty();
        assertThat(world.get(table, A)).isEqualTo(A.with("n", TableWorld.number(1)));
        List<Action> more = List.of(new Action.Edit(table, A, TableWorld.add("n", 2), null, false));
        assertThat(refusal(() -> transact(more, "tok")).error())
                .isEqualTo(TableError.IDEMPOTENT_PARAMETER_MISMATCH);

        world.clock.advance(Duration.ofMinutes(10));

        assertThat(transact(add, "tok")).hasSize(1);
        assertThat(world.get(table, A)).isEqualTo(A.with("n", TableWorld.number(2)));
    }

    @Test
    void aBatchIsCheckedBeforeAnythingIsDone() {
        TableKey table = world.create("tab", TableWorld.hashed("pk"));
        List<Action> actions = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            actions.add(new Action.Put(table, TableWorld.item("pk", "k" + i), null, false));
        }
        actions.add(new Action.Put(table, TableWorld.item("wrong", "k"), null, false));
        assertThatThrownBy(() -> world.engine.writeAll(actions)).isInstanceOf(TableException.class);
        assertThat(world.scan(table).items()).isEmpty();

        world.engine.writeAll(actions.subList(0, 24));

        assertThat(world.scan(table).items()).hasSize(24);
    }

    @Test
    void itemsGoWhenTheirTimeHasCome() {
        TableKey table = world.create("tab", TableWorld.hashed("pk"));
        long now = world.clock.millis() / 1000;
        for (int i = 0; i < 1000; i++) {
            world.put(table, TableWorld.item("pk", "k" + i, "ttl", now + i));
        }
        world.put(table, TableWorld.item("pk", "text", "ttl", "" + now));
        world.put(table, TableWorld.item("pk", "never", "ttl", 0));
        world.put(table, TableWorld.item("pk", "old", "ttl", now - 6L * 365 * 24 * 3600));
        world.put(table, TableWorld.item("pk", "none"));
        world.pass(Duration.ofSeconds(100));
        assertThat(world.engine.describe(table).items()).isEqualTo(1004);

        world.engine.setTimeToLive(table, "ttl", true);
        world.pass(Duration.ofSeconds(1));
        assertThat(world.engine.describe(table).items()).isEqualTo(1004 - 102);
        world.restart();
        world.pass(Duration.ofSeconds(2000));

        assertThat(world.scan(table).items())
                .extracting(item -> item.get("pk"))
                .containsExactlyInAnyOrder(
                        TableWorld.text("text"),
                        TableWorld.text("never"),
                        TableWorld.text("old"),
                        TableWorld.text("none"));
        assertThat(world.engine.timeToLive(table)).isEqualTo(new TimeToLive("ttl"));
        assertThat(refusal(() -> world.engine.setTimeToLive(table, "ttl", true)).text())
                .isEqualTo("TimeToLive is already enabled");
        world.engine.setTimeToLive(table, "ttl", false);
        assertThat(world.engine.timeToLive(table)).isNull();
    }

    @Test
    void anItemWhoseTimeWasPutOffStays() {
        TableKey table = world.create("tab", TableWorld.hashed("pk"));
        world.engine.setTimeToLive(table, "ttl", true);
        long now = world.clock.millis() / 1000;
        world.put(table, A.with("ttl", TableWorld.number(now + 10)));
        world.pass(Duration.ofSeconds(9));
        world.put(table, A.with("ttl", TableWorld.number(now + 1000)));
        world.pass(Duration.ofSeconds(100));
        assertThat(world.get(table, A)).isNotNull();
        world.pass(Duration.ofSeconds(1000));
        assertThat(world.get(table, A)).isNull();
    }

    @Test
    void tagsAndBackupsAreKept() {
        TableKey table = world.create("tab", TableWorld.hashed("pk"));
        world.engine.tag(table, Map.of("a", "1", "b", "2"));
        world.engine.untag(table, List.of("a", "none"));
        assertThat(world.engine.backups(table)).isEqualTo(BackupSettings.OFF);
        BackupSettings on = world.engine.setBackups(table, true, 7);
        world.restart();
        assertThat(world.engine.tags(table)).isEqualTo(Map.of("b", "2"));
        assertThat(world.engine.backups(table))
                .isEqualTo(on)
                .isEqualTo(new BackupSettings(true, world.clock.millis(), 7));
    }

    @Test
    void beyondTheTableMemoryNothingGrowsAndDeletesWork() {
        TableWorld small = new TableWorld(20_000);
        TableKey table = small.create("tab", TableWorld.hashed("pk"));
        Item large = TableWorld.item("pk", "large", "pad", "x".repeat(15_000));
        small.put(table, large);
        TableException full =
                refusal(() ->
                        small.put(table, TableWorld.item("pk", "b", "pad", "x".repeat(6_000))));
        assertThat(full.error()).isEqualTo(TableError.ITEM_COLLECTION_SIZE_LIMIT_EXCEEDED);
        assertThat(full.text()).contains("--table-memory").contains("20000");
        Item smaller = TableWorld.item("pk", "large", "pad", "x".repeat(14_000));
        assertThat(small.put(table, smaller).after()).isEqualTo(smaller);
        small.remove(table, TableWorld.item("pk", "large"));
        small.put(table, TableWorld.item("pk", "b", "pad", "x".repeat(6_000)));
        assertThat(small.node.stats().heldBytes()).isBetween(6_000L, 6_200L);
    }
}
