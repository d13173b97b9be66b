package io.millrace.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Behaviour;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReshardStormTest {
    private static final int WRITERS = 4;
    private static final int KEYS = 5;
    private static final int RESHARDS = 120;

    private final World world = World.immediate();
    private final StreamKey key = world.create("s", 3);

    @Test
    @Behaviour("K-135")
    void nothingIsLostDoubledOrReorderedWhileShardsSplitAndMerge() throws Exception {
        long seed = System.nanoTime();
        AtomicBoolean over = new AtomicBoolean();
        int puts;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> writers = new ArrayList<>();
            for (int w = 0; w < WRITERS; w++) {
                String name = "w" + w + "-";
                writers.add(threads.submit(() -> write(name, over)));
            }
            Future<Integer> storm = threads.submit(reshard(new Random(seed)));
            assertThat(storm.get()).as("seed " + seed).isEqualTo(RESHARDS);
            over.set(true);
            puts = 0;
            for (Future<Integer> writer : writers) {
                puts += writer.get();
            }
        }
        check(puts, seed);
        world.restart();
        check(puts, seed);
    }

    private void check(int puts, long seed) {
        Lineages.requireTiling(world, key);
        Map<String, List<String>> read = Lineages.read(world, key);
        int found = 0;
        for (Map.Entry<String, List<String>> entry : read.entrySet()) {
            List<String> expected =
                    IntStream.range(0, entry.getValue().size())
                            .mapToObj(Integer::toString)
                            .toList();
            assertThat(entry.getValue()).as(entry.getKey() + " seed " + seed).isEqualTo(expected);
            found += expected.size();
        }
        assertThat(found).as("seed " + seed).isEqualTo(puts);
    }

    /// Puts rounds of one record for each of its keys, one put in flight.
    private int write(String name, AtomicBoolean over) {
        int round = 0;
        while (!over.get()) {
            String value = Integer.toString(round);
            List<PutEntry> entries =
                    IntStream.range(0, KEYS).mapToObj(i -> World.entry(name + i, value)).toList();
            assertThat(world.engine.putRecords(key, entries).join())
                    .allMatch(PutResult.Stored.class::isInstance);
            round++;
        }
        return round * KEYS;
    }

    private Callable<Integer> reshard(Random random) {
        return () -> {
            int done = 0;
            while (done < RESHARDS) {
                List<ShardView> open = world.open(key);
                int at = random.nextInt(open.size());
                if (open.size() > 12 || (open.size() > 1 && random.nextBoolean())) {
                    int lower = Math.min(at, open.size() - 2);
                    world.engine.mergeShards(
                            key, open.get(lower).shardId(), open.get(lower + 1).shardId());
                } else if (random.nextInt(4) == 0) {
                    world.engine.updateShardCount(key, open.size() + 1);
                } else {
                    world.engine.splitShard(key, open.get(at).shardId(), middle(open.get(at)));
                }
                done++;
            }
            return done;
        };
    }

    private static String middle(ShardView shard) {
        return new BigInteger(shard.startingHashKey())
                .add(new BigInteger(shard.endingHashKey()))
                .shiftRight(1)
                .toString();
    }
}
