package io.millrace.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Behaviour;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShardSweepTest {
    private static List<String> steps(int from, int to) {
        ShardTable table = ShardTable.uniform(from, 1_000);
        return ShardSweep.plan(table.open().inOrder(), from, to).stream()
                .map(ShardSweepTest::text)
                .toList();
    }

    private static String text(ReshardStep step) {
        return step.isMerge()
                ? step.parent() + "+" + step.adjacent() + ">" + step.firstChild()
                : step.parent() + ">" + step.firstChild() + "," + (step.firstChild() + 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1|2|0>1,2",
                "2|4|0>2,3 1>4,5",
                "4|2|0+1>4 2+3>5",
                "4|3|1>4,5 0+4>6 2>7,8 5+7>9 8+3>10",
                "4|5|0>4,5 1>6,7 5+6>8 2>9,10 7+9>11 3>12,13 10+12>14",
                "4|4|''",
            })
    @Behaviour("K-127")
    void sweepsAsAwsDoes(int from, int to, String expected) {
        assertThat(String.join(" ", steps(from, to))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1,2,3", "2,4,6", "4,2,6", "4,3,11", "4,5,15", "10,13,43", "5,3,13"})
    @Behaviour("K-128")
    void makesAsManyShardsAsAws(int from, int to, int everCreated) {
        ShardTable table = ShardTable.uniform(from, 1_000);
        int made =
                ShardSweep.plan(table.open().inOrder(), from, to).stream()
                        .mapToInt(ReshardStep::children)
                        .sum();
        assertThat(from + made).isEqualTo(everCreated);
    }

    @Test
    void roundingMakesNoSlivers() {
        for (int from = 1; from < 60; from++) {
            assertThat(steps(from, 2 * from)).as("from " + from).hasSize(from);
            assertThat(steps(2 * from, from)).as("to " + from).hasSize(from);
        }
    }

    @Test
    void aStreamOnceUnevenIsMadeUniform() {
        ShardRow low = shard(7, HashKey.MIN, HashKey.startOf(1, 8).previous());
        ShardRow high = shard(3, HashKey.startOf(1, 8), HashKey.MAX);
        List<ReshardStep> steps = ShardSweep.plan(List.of(low, high), 8, 2);
        assertThat(steps.stream().map(ShardSweepTest::text)).containsExactly("3>8,9", "7+8>10");
        assertThat(steps.getFirst().splitAt()).isEqualTo(HashKey.startOf(1, 2));
    }

    @Test
    void everyStepConsumesWhatThereIs() {
        for (int from = 1; from <= 24; from++) {
            for (int to = (from + 1) / 2; to <= 2 * from; to++) {
                List<Integer> open =
                        new java.util.ArrayList<>(IntStream.range(0, from).boxed().toList());
                ShardTable table = ShardTable.uniform(from, 1_000);
                for (ReshardStep step : ShardSweep.plan(table.open().inOrder(), from, to)) {
                    assertThat(open).containsAll(step.parents());
                    open.removeAll(step.parents());
                    for (int i = 0; i < step.children(); i++) {
                        open.add(step.firstChild() + i);
                    }
                }
                assertThat(open).as(from + " to " + to).hasSize(to);
            }
        }
    }

    private static ShardRow shard(int number, HashKey start, HashKey end) {
        return ShardRow.open(number, start, end, ShardRow.NONE, ShardRow.NONE, 1, 1_000);
    }
}
