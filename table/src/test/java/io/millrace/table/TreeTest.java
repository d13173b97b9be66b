package io.millrace.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreeTest {
    private static Row row(String key, int value) {
        return new Row(bytes(key), new byte[] {(byte) value});
    }

    private static byte[] bytes(String key) {
        return key.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static List<Row> rest(Tree.Cursor<Row> cursor) {
        List<Row> rows = new ArrayList<>();
        for (@Nullable Row row = cursor.next(); row != null; row = cursor.next()) {
            rows.add(row);
        }
        assertThat(cursor.next()).isNull();
        return rows;
    }

    private static NavigableMap<byte[], Row> model() {
        return new TreeMap<>(Arrays::compareUnsigned);
    }

    private static void compare(Tree<Row> tree, NavigableMap<byte[], Row> model, Random random) {
        assertThat(tree.size()).isEqualTo(model.size());
        assertThat(rest(tree.all())).containsExactlyElementsOf(model.values());
        List<Row> backwards = new ArrayList<>(model.values());
        Collections.reverse(backwards);
        assertThat(rest(tree.backwards())).containsExactlyElementsOf(backwards);
        for (int i = 0; i < 20; i++) {
            byte[] from = bytes(someKey(random));
            boolean inclusive = random.nextBoolean();
            assertThat(tree.get(from)).isSameAs(model.get(from));
            assertThat(rest(tree.ascending(from, inclusive)))
                    .containsExactlyElementsOf(model.tailMap(from, inclusive).values());
            assertThat(rest(tree.descending(from, inclusive)))
                    .containsExactlyElementsOf(
                            model.headMap(from, inclusive).descendingMap().values());
        }
    }

    private static String someKey(Random random) {
        StringBuilder key = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            key.append((char) random.nextInt(256));
        }
        return key.toString();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 0})
    void holdsWhatASortedMapHoldsWhateverIsDoneToIt(long fixed) {
        long seed = fixed == 0 ? new Random().nextLong() : fixed;
        Random random = new Random(seed);
        Tree<Row> tree = Tree.empty();
        NavigableMap<byte[], Row> model = model();
        for (int phase = 0; phase < 12; phase++) {
            int removals = random.nextInt(10);
            Tree<Row> former = tree;
            NavigableMap<byte[], Row> formerModel = model();
            formerModel.putAll(model);
            for (int i = 0; i < 1500; i++) {
                String key = someKey(random);
                if (random.nextInt(10) < removals) {
                    byte @Nullable [] known = model.ceilingKey(bytes(key));
                    byte[] victim = known == null ? bytes(key) : known;
                    tree = tree.without(victim);
                    model.remove(victim);
                } else {
                    Row row = row(key, i);
                    tree = tree.with(row);
                    // Not put alone: it would keep the former key.
                    model.remove(row.key());
                    model.put(row.key(), row);
                }
            }
            compare(tree, model, random);
            compare(former, formerModel, random);
        }
        for (byte[] key : List.copyOf(model.keySet())) {
            tree = tree.without(key);
        }
        assertThat(tree.size()).as("seed %d", seed).isZero();
        assertThat(rest(tree.all())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 23, 24, 25, 575, 576, 577, 20_000})
    void isBuiltOfSortedElements(int size) {
        Tree.Builder<Row> builder = new Tree.Builder<>();
        NavigableMap<byte[], Row> model = model();
        for (int i = 0; i < size; i++) {
            Row row = row("%06d".formatted(i), i);
            builder.add(row);
            model.put(row.key(), row);
        }
        Tree<Row> tree = builder.build();
        compare(tree, model, new Random(size));

        Row more = row("%06d".formatted(size / 2) + "x", 7);
        model.put(more.key(), more);
        compare(tree.with(more), model, new Random(size));
    }
}
