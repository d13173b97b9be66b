package io.millrace.stream;

import static io.millrace.stream.CatalogueTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Behaviour;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DistributionTest {
    private static final StreamKey KEY = World.key("s");

    private static World spreading() {
        World world = World.immediate();
        world.engine.createStream(
                new NewStream(KEY, null, null, null, Map.of(), Distribution.AUTO, null));
        return world;
    }

    private static PutEntry entry(@Nullable String key, @Nullable String hashKey) {
        return new PutEntry(new byte[] {1}, 0, 1, key, hashKey);
    }

    private static Map<String, Integer> counts(World world, PutEntry entry, int records) {
        Map<String, Integer> counts = new TreeMap<>();
        List<PutEntry> entries = Collections.nCopies(records, entry);
        for (PutResult result : world.engine.putRecords(KEY, entries).join()) {
            if (result instanceof PutResult.Stored stored) {
                counts.merge(stored.shardId(), 1, Integer::sum);
            }
        }
        return counts;
    }

    @Test
    @Behaviour("K-353")
    void recordsAreSpreadEvenlyWhateverTheirKeys() {
        World world = spreading();
        assertThat(world.engine.describe(KEY).distribution()).isEqualTo(Distribution.AUTO);
        for (PutEntry same : List.of(entry(null, null), entry("k", null), entry("k", "0"))) {
            assertThat(counts(world, same, 400).values()).containsExactly(100, 100, 100, 100);
        }
        for (int i = 0; i < 8; i++) {
            var _ = world.engine.putRecord(KEY, entry("k", null), null).join();
        }
        for (int shard = 0; shard < 4; shard++) {
            assertThat(world.all(KEY, String.valueOf(shard))).hasSize(302);
        }
    }

    @Test
    void narrowShardsGetAsMuchAsWideOnes() {
        World world = World.immediate();
        world.create("s", 1);
        world.engine.splitShard(KEY, "0", "2");
        world.engine.splitShard(KEY, "2", "170141183460469231731687303715884105728");
        world.engine.updateMode(KEY, StreamMode.ON_DEMAND, null);
        world.engine.updateDistribution(KEY, Distribution.AUTO);
        assertThat(counts(world, entry(null, null), 300).values()).containsExactly(100, 100, 100);
    }

    @Test
    void withinAShardRecordsAreSpreadOverItsHashKeys() {
        OpenShards open = ShardTable.uniform(3, 0).open();
        int n = 3 * 1000;
        long[] high = new long[n];
        long[] low = new long[n];
        new Spread().deal(open, high, low);
        OpenShards halves = ShardTable.uniform(6, 0).open();
        int[] counts = new int[6];
        IntStream.range(0, n).forEach(i -> counts[halves.route(high[i], low[i]).number()]++);
        for (int i = 0; i < n; i++) {
            assertThat(open.route(high[i], low[i]).number()).isEqualTo(i % 3);
        }
        for (int count : counts) {
            assertThat(count).isBetween(495, 505);
        }
    }

    @Test
    @Behaviour("K-351")
    void anAbsentKeyStaysAbsentAndAGivenOneIsKept() {
        World world = spreading();
        for (PutEntry entry : List.of(entry(null, "7"), entry("k", "7"))) {
            PutResult.Stored stored = world.engine.putRecord(KEY, entry, null).join();
            String iterator =
                    world.iterator(
                            KEY,
                            stored.shardId(),
                            IteratorType.AT_SEQUENCE_NUMBER,
                            stored.sequenceNumber());
            RecordView record = world.get(iterator).records().getFirst();
            assertThat(record.partitionKey()).isEqualTo(entry.partitionKey());
            assertThat(record.hasPartitionKey()).isEqualTo(entry.partitionKey() != null);
            assertThat(record.explicitHashKey()).isNull();
        }
    }

    @Test
    @Behaviour("K-352")
    void anOrderCannotBeAskedFor() {
        World world = spreading();
        refused(
                StreamError.INVALID_ARGUMENT,
                "SequenceNumberForOrdering must not be specified for a stream whose"
                        + " RecordDistributionStrategy is AUTO.",
                () -> {
                    try {
                        var _ = world.engine.putRecord(KEY, entry("k", null), "0").join();
                    } catch (java.util.concurrent.CompletionException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    }
                });
    }

    @Test
    void aStreamSwitchesBothWaysAtOnce() {
        World world = World.delayed(100);
        world.engine.createStream(new NewStream(KEY, null, null, null));
        world.advance(java.time.Duration.ofMillis(100));
        world.node.step();
        world.engine.updateDistribution(KEY, Distribution.AUTO);
        assertThat(world.engine.describe(KEY).status()).isEqualTo(StreamStatus.ACTIVE);
        assertThat(counts(world, entry(null, null), 4)).hasSize(4);
        world.engine.updateDistribution(KEY, Distribution.USER_PARTITION_KEY);
        assertThat(counts(world, entry("k", null), 4)).hasSize(1);
    }

    @Test
    @Behaviour("K-350")
    void onlyStreamsOnDemandAreSpread() {
        World world = spreading();
        String text = "RecordDistributionStrategy AUTO is only for streams in On-Demand mode.";
        refused(
                StreamError.INVALID_ARGUMENT,
                text,
                () -> world.engine.updateMode(KEY, StreamMode.PROVISIONED, null));
        refused(
                StreamError.INVALID_ARGUMENT,
                text,
                () ->
                        world.engine.createStream(
                                new NewStream(
                                        World.key("t"),
                                        1,
                                        null,
                                        null,
                                        Map.of(),
                                        Distribution.AUTO,
                                        null)));
        world.create("t", 1);
        refused(
                StreamError.INVALID_ARGUMENT,
                text,
                () -> world.engine.updateDistribution(World.key("t"), Distribution.AUTO));
        world.engine.updateDistribution(World.key("t"), Distribution.USER_PARTITION_KEY);
    }
}
