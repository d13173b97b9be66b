package io.millrace.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.table.expression.Comparison;
import io.millrace.table.expression.KeyCondition;
import io.millrace.table.expression.KeyOperator;
import io.millrace.table.value.AttributeValue;
import io.millrace.table.value.Item;
import io.millrace.table.value.Octets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class QueryScanTest {
    private final TableWorld world = new TableWorld();

    private static KeyCondition.Part part(
            String attribute, KeyOperator operator, AttributeValue... values) {
        return new KeyCondition.Part(attribute, operator, List.of(values));
    }

    private static KeyCondition where(KeyCondition.Part... parts) {
        return new KeyCondition(List.of(parts));
    }

    private static KeyCondition.Part hash(String value) {
        return part("pk", KeyOperator.EQ, TableWorld.text(value));
    }

    private static QueryCall query(TableKey table, @Nullable String index, KeyCondition keys) {
        return new QueryCall(table, index, keys, null, null, 0, true, false, false);
    }

    private List<AttributeValue> sorts(TableKey table, KeyCondition keys) {
        List<AttributeValue> sorts = new ArrayList<>();
        for (Item item : world.engine.query(query(table, null, keys)).items()) {
            AttributeValue value = item.get("sk");
            if (value != null) {
                sorts.add(value);
            }
        }
        return sorts;
    }

    private static List<AttributeValue> numbers(long... values) {
        List<AttributeValue> numbers = new ArrayList<>();
        for (long value : values) {
            numbers.add(TableWorld.number(value));
        }
        return numbers;
    }

    @Test
    void aQueryFindsTheSortKeysOfEveryOperatorInOrder() {
        TableKey table = world.create("t1", TableWorld.ranged("pk", "sk", KeyType.N));
        for (long sort : new long[] {5, -7, 0, 1000, -100, 3}) {
            world.put(table, TableWorld.item("pk", "a", "sk", sort));
            world.put(table, TableWorld.item("pk", "b", "sk", sort + 1));
        }
        AttributeValue three = TableWorld.number(3);
        AttributeValue thousand = TableWorld.number(1000);

        assertThat(sorts(table, where(hash("a")))).isEqualTo(numbers(-100, -7, 0, 3, 5, 1000));
        assertThat(sorts(table, where(hash("a"), part("sk", KeyOperator.EQ, three))))
                .isEqualTo(numbers(3));
        assertThat(sorts(table, where(hash("a"), part("sk", KeyOperator.LT, three))))
                .isEqualTo(numbers(-100, -7, 0));
        assertThat(sorts(table, where(hash("a"), part("sk", KeyOperator.LE, three))))
                .isEqualTo(numbers(-100, -7, 0, 3));
        assertThat(sorts(table, where(hash("a"), part("sk", KeyOperator.GT, three))))
                .isEqualTo(numbers(5, 1000));
        assertThat(sorts(table, where(hash("a"), part("sk", KeyOperator.GE, three))))
                .isEqualTo(numbers(3, 5, 1000));
        assertThat(sorts(table, where(hash("a"), part("sk", KeyOperator.BETWEEN, three, thousand))))
                .isEqualTo(numbers(3, 5, 1000));
        assertThat(sorts(table, where(hash("c")))).isEmpty();
    }

    @Test
    void sortKeysOfBytesAreOrderedAsBytesZerosAndAll() {
        TableKey table = world.create("t2", TableWorld.ranged("pk", "sk", KeyType.B));
        Random random = new Random(11);
        TreeSet<Octets> all = new TreeSet<>();
        for (int i = 0; i < 300; i++) {
            byte[] bytes = new byte[1 + random.nextInt(4)];
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] = (byte) new int[] {0, 0, 1, 254, 255}[random.nextInt(5)];
            }
            all.add(Octets.wrap(bytes));
        }
        for (Octets each : all) {
            Item item = TableWorld.item("pk", "a").with("sk", new AttributeValue.Binary(each));
            world.put(table, item);
        }
        for (Octets each : all) {
            AttributeValue value = new AttributeValue.Binary(each);
            assertThat(sorts(table, where(hash("a"), part("sk", KeyOperator.LE, value))))
                    .isEqualTo(binaries(all.headSet(each, true)));
            assertThat(sorts(table, where(hash("a"), part("sk", KeyOperator.GT, value))))
                    .isEqualTo(binaries(all.tailSet(each, false)));
            Set<Octets> prefixed = new TreeSet<>(all);
            prefixed.removeIf(other -> !other.startsWith(each));
            assertThat(sorts(table, where(hash("a"), part("sk", KeyOperator.BEGINS_WITH, value))))
                    .isEqualTo(binaries(prefixed));
        }
    }

    private static List<AttributeValue> binaries(Set<Octets> values) {
        return values.stream().<AttributeValue>map(AttributeValue.Binary::new).toList();
    }

    @Test
    void pagesLeadThroughEverythingOnceInBothDirections() {
        TableKey table = world.create("t3", TableWorld.ranged("pk", "sk", KeyType.N));
        for (int i = 0; i < 57; i++) {
            world.put(table, TableWorld.item("pk", "a", "sk", i));
            world.put(table, TableWorld.item("pk", "b", "sk", i));
        }
        for (boolean forward : new boolean[] {true, false}) {
            List<Item> seen = new ArrayList<>();
            Item last = null;
            do {
                ItemPage page =
                        world.engine.query(
                                new QueryCall(
                                        table,
                                        null,
                                        where(hash("a")),
                                        null,
                                        last,
                                        10,
                                        forward,
                                        true,
                                        false));
                seen.addAll(page.items());
                last = page.last();
            } while (last != null);
            List<Item> expected = new ArrayList<>();
            for (int i = 0; i < 57; i++) {
                expected.add(TableWorld.item("pk", "a", "sk", forward ? i : 56 - i));
            }
            assertThat(seen).isEqualTo(expected);
        }
    }

    @Test
    void aPageEndsAtOneMegabyteAndTheFilterComesAfterwards() {
        TableKey table = world.create("t4", TableWorld.ranged("pk", "sk", KeyType.N));
        String pad = "x".repeat(100_000);
        for (int i = 0; i < 30; i++) {
            world.put(table, TableWorld.item("pk", "a", "sk", i, "n", i, "pad", pad));
        }
        ItemPage page =
                world.engine.query(
                        new QueryCall(
                                table,
                                null,
                                where(hash("a")),
                                TableWorld.compare("n", Comparison.GE, 5),
                                null,
                                0,
                                true,
                                true,
                                false));
        assertThat(page.scanned()).isEqualTo(11);
        assertThat(page.bytes()).isBetween(1_048_576L, 1_148_700L);
        assertThat(page.items()).hasSize(6);
        assertThat(page.last()).isEqualTo(TableWorld.item("pk", "a", "sk", 10));
    }

    @Test
    void segmentsOfAScanAreDisjointAndAllThereIs() {
        TableKey table = world.create("t5", TableWorld.hashed("pk"));
        for (int i = 0; i < 500; i++) {
            world.put(table, TableWorld.item("pk", "k" + i));
        }
        for (int segments : new int[] {1, 2, 7, 32}) {
            Set<Item> seen = new HashSet<>();
            int most = 0;
            for (int segment = 0; segment < segments; segment++) {
                Item last = null;
                int size = 0;
                do {
                    ItemPage page =
                            world.engine.scan(
                                    new ScanCall(
                                            table, null, null, last, 9, segment, segments, false,
                                            false));
                    page.items().forEach(item -> assertThat(seen.add(item)).isTrue());
                    size += page.items().size();
                    last = page.last();
                } while (last != null);
                most = Math.max(most, size);
            }
            assertThat(seen).hasSize(500);
            assertThat(most).isLessThan(3 * 500 / segments + 10);
        }
    }

    @Test
    void anIndexShowsWhatItHoldsAndOnlyItemsThatHaveItsKeys() {
        IndexDefinition owners =
                TableWorld.global(
                        "owners",
                        TableWorld.ranged("owner", "pk", KeyType.S),
                        ProjectionType.INCLUDE,
                        "count");
        TableKey table = world.create("t6", TableWorld.hashed("pk"), owners);
        Item full = TableWorld.item("pk", "a", "owner", "w1", "count", 3, "secret", "x");
        world.put(table, full);
        world.put(table, TableWorld.item("pk", "b", "owner", "w1"));
        world.put(table, TableWorld.item("pk", "c"));
        KeyCondition w1 = where(part("owner", KeyOperator.EQ, TableWorld.text("w1")));

        assertThat(world.engine.query(query(table, "owners", w1)).items())
                .containsExactly(full.without("secret"), TableWorld.item("pk", "b", "owner", "w1"));
        ItemPage all =
                world.engine.scan(new ScanCall(table, "owners", null, null, 1, 0, 1, false, false));
        assertThat(all.last()).isEqualTo(TableWorld.item("pk", "a", "owner", "w1"));

        world.engine.write(
                new Action.Edit(
                        table,
                        TableWorld.item("pk", "a"),
                        TableWorld.set("owner", TableWorld.text("w2")),
                        null,
                        false));
        assertThat(world.engine.query(query(table, "owners", w1)).items())
                .containsExactly(TableWorld.item("pk", "b", "owner", "w1"));
        world.restart();
        assertThat(world.engine.query(query(table, "owners", w1)).items())
                .containsExactly(TableWorld.item("pk", "b", "owner", "w1"));
        assertThat(world.engine.describe(table).indexes().getFirst().items()).isEqualTo(2);
    }

    @Test
    void whatCannotBeAskedIsRefusedInTheWordsOfDynamoDb() {
        IndexDefinition owners =
                TableWorld.global("owners", TableWorld.hashed("owner"), ProjectionType.ALL);
        TableKey table = world.create("t7", TableWorld.ranged("pk", "sk", KeyType.N), owners);
        KeyCondition a = where(hash("a"));

        refused(
                () ->
                        world.engine.query(
                                new QueryCall(
                                        table,
                                        null,
                                        a,
                                        TableWorld.compare("sk", Comparison.GE, 5),
                                        null,
                                        0,
                                        true,
                                        true,
                                        false)),
                "Filter Expression can only contain non-primary key attributes: Primary key"
                        + " attribute: sk");
        refused(
                () -> world.engine.query(query(table, "none", a)),
                "The table does not have the specified index: none");
        refused(
                () ->
                        world.engine.scan(
                                new ScanCall(table, "owners", null, null, 0, 0, 1, true, false)),
                "Consistent reads are not supported on global secondary indexes");
        refused(
                () ->
                        world.engine.query(
                                new QueryCall(
                                        table,
                                        null,
                                        a,
                                        null,
                                        TableWorld.item("pk", "a"),
                                        0,
                                        true,
                                        true,
                                        false)),
                "The provided starting key is invalid");
        refused(
                () ->
                        world.engine.query(
                                new QueryCall(
                                        table,
                                        null,
                                        a,
                                        null,
                                        TableWorld.item("pk", "b", "sk", 1),
                                        0,
                                        true,
                                        true,
                                        false)),
                "The provided starting key is outside query boundaries based on provided"
                        + " conditions");
    }

    @Test
    void keysAndSizesThatCannotStandAreRefusedInTheWordsOfDynamoDb() {
        TableKey table = world.create("t8", TableWorld.ranged("pk", "sk", KeyType.N));

        refused(
                () -> world.get(table, TableWorld.item("pk", "a")),
                "The provided key element does not match the schema");
        refused(
                () -> world.put(table, TableWorld.item("pk", "a")),
                "One or more parameter values were invalid: Missing the key sk in the item");
        refused(
                () -> world.put(table, TableWorld.item("pk", "a", "sk", "b")),
                "One or more parameter values were invalid: Type mismatch for key sk expected: N"
                        + " actual: S");
        refused(
                () ->
                        world.put(
                                table,
                                TableWorld.item("pk", "a", "sk", 1, "p", "x".repeat(409_600))),
                "Item size has exceeded the maximum allowed size");
        refused(
                () ->
                        world.engine.write(
                                new Action.Edit(
                                        table,
                                        TableWorld.item("pk", "a", "sk", 1),
                                        TableWorld.add("sk", 1),
                                        null,
                                        false)),
                "One or more parameter values were invalid: Cannot update attribute sk. This"
                        + " attribute is part of the key");
        assertThat(world.scan(table).items()).isEmpty();
    }

    private static void refused(Runnable call, String message) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        TableException.class,
                        e -> assertThat(e.error()).isEqualTo(TableError.VALIDATION))
                .hasMessage(message);
    }
}
