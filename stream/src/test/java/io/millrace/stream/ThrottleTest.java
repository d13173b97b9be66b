package io.millrace.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.testkit.Behaviour;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThrottleTest {
    private static long stored(World world, StreamKey key, int records) {
        List<PutEntry> entries = Collections.nCopies(records, World.entry("k", "x"));
        return world.engine.putRecords(key, entries).join().stream()
                .filter(PutResult.Stored.class::isInstance)
                .count();
    }

    @Test
    @Behaviour("K-211")
    void aThousandRecordsASecondPass() {
        World world = World.limited(WriteLimits.AWS);
        StreamKey key = world.create("s", 1);
        assertThat(stored(world, key, 500)).isEqualTo(500);
        assertThat(stored(world, key, 500)).isEqualTo(500);
        List<PutResult> late = world.engine.putRecords(key, List.of(World.entry("k", "x"))).join();
        assertThat(late)
                .containsExactly(
                        new PutResult.Failed(
                                StreamError.PROVISIONED_THROUGHPUT_EXCEEDED,
                                "Rate exceeded for shard shardId-000000000000 in stream s under"
                                        + " account 123456789012."));
        assertThatThrownBy(() -> world.put(key, "k", "x"))
                .hasCauseInstanceOf(StreamException.class);
        world.advance(Duration.ofMillis(100));
        assertThat(stored(world, key, 500)).isEqualTo(100);
        assertThat(world.all(key, "0")).hasSize(1100);
    }

    @Test
    @Behaviour("K-211")
    void aMebibyteASecondPasses() {
        World world = World.limited(WriteLimits.AWS);
        StreamKey key = world.create("s", 1);
        List<PutEntry> entries = Collections.nCopies(3, World.sized("kkkk", (512 << 10) - 4));
        assertThat(world.engine.putRecords(key, entries).join())
                .filteredOn(PutResult.Stored.class::isInstance)
                .hasSize(2);
        world.advance(Duration.ofMillis(500));
        assertThat(world.engine.putRecords(key, entries).join())
                .filteredOn(PutResult.Stored.class::isInstance)
                .hasSize(1);
    }

    @Test
    @Behaviour("K-212")
    void largeRecordsDrawOnABucketOfTheirOwn() {
        World world = World.limited(WriteLimits.AWS);
        StreamKey key = World.key("s");
        world.engine.createStream(new NewStream(key, 1, null, 10_240));
        PutEntry large = World.sized("k", 10 << 20);
        assertThat(world.engine.putRecord(key, large, null).join()).isNotNull();
        assertThatThrownBy(() -> world.engine.putRecord(key, large, null).join())
                .hasCauseInstanceOf(StreamException.class);
        assertThat(stored(world, key, 10)).isEqualTo(10);
        world.advance(Duration.ofSeconds(10));
        assertThat(world.engine.putRecord(key, large, null).join()).isNotNull();
    }

    @Test
    void multiplesOfTheLimitsHold() {
        World world = World.limited(WriteLimits.timesAws(0.01));
        StreamKey key = world.create("s", 1);
        assertThat(stored(world, key, 500)).isEqualTo(10);
    }

    @Test
    @Behaviour("K-211")
    void withoutLimitsWhatWouldHaveBeenThrottledIsCounted() {
        World world = World.immediate();
        StreamKey key = world.create("s", 1);
        for (int i = 0; i < 3; i++) {
            assertThat(stored(world, key, 500)).isEqualTo(500);
        }
        assertThat(world.engine.stats().shards().getFirst().throttled()).isEqualTo(500);
    }

    @Test
    void atTwiceTheRateHalfOfTheRecordsPass() {
        World world = World.limited(WriteLimits.AWS);
        StreamKey key = world.create("s", 1);
        long accepted = 0;
        for (int tenth = 0; tenth < 600; tenth++) {
            accepted += stored(world, key, 200);
            world.advance(Duration.ofMillis(100));
        }
        assertThat(accepted).isBetween(61_000 * 98L / 100, 61_000 * 102L / 100);
        world.advance(Duration.ofSeconds(1));
        assertThat(stored(world, key, 500)).isEqualTo(500);
        assertThat(stored(world, key, 500)).isEqualTo(500);
    }

    @Test
    void atTwiceTheRateHalfOfTheBytesPass() {
        World world = World.limited(WriteLimits.AWS);
        StreamKey key = world.create("s", 1);
        List<PutEntry> entries = Collections.nCopies(4, World.sized("kkkk", (64 << 10) - 4));
        long accepted = 0;
        for (int eighth = 0; eighth < 480; eighth++) {
            accepted +=
                    world.engine.putRecords(key, entries).join().stream()
                                    .filter(PutResult.Stored.class::isInstance)
                                    .count()
                            * (64 << 10);
            world.advance(Duration.ofMillis(125));
        }
        long allowed = 61L << 20;
        assertThat(accepted).isBetween(allowed * 98 / 100, allowed * 102 / 100);
    }

    private static boolean reads(World world, String iterator) {
        try {
            world.get(iterator);
            return true;
        } catch (StreamException e) {
            assertThat(e.error()).isEqualTo(StreamError.PROVISIONED_THROUGHPUT_EXCEEDED);
            assertThat(e.text())
                    .isEqualTo("Rate exceeded for Shard - 123456789012/s/shardId-000000000000");
            return false;
        }
    }

    @Test
    @Behaviour("K-420")
    void fiveReadsASecondPass() {
        World world = World.limited(WriteLimits.AWS);
        StreamKey key = world.create("s", 1);
        String iterator = world.iterator(key, "0", IteratorType.TRIM_HORIZON);
        int passed = 0;
        for (int tenth = 0; tenth < 600; tenth++) {
            passed += reads(world, iterator) ? 1 : 0;
            world.advance(Duration.ofMillis(100));
            iterator =
                    tenth % 100 == 0
                            ? world.iterator(key, "0", IteratorType.TRIM_HORIZON)
                            : iterator;
        }
        assertThat(passed).isBetween(305 * 98 / 100, 305 * 102 / 100);
        world.advance(Duration.ofSeconds(1));
        assertThat(reads(world, iterator)).isTrue();
    }

    @Test
    @Behaviour("K-420")
    void twoMebibytesASecondAreRead() {
        World world = World.limited(WriteLimits.timesAws(1000));
        StreamKey key = world.create("s", 1);
        for (int i = 0; i < 8; i++) {
            world.engine.putRecord(key, World.sized("k", 1 << 20), null).join();
        }
        world.restartUnder(WriteLimits.AWS);
        String iterator = world.iterator(key, "0", IteratorType.TRIM_HORIZON);
        long bytes = 0;
        for (int quarter = 0; quarter < 240; quarter++) {
            try {
                RecordPage page = world.get(iterator, 1);
                bytes += page.records().getFirst().dataLength();
            } catch (StreamException e) {
                assertThat(e.error()).isEqualTo(StreamError.PROVISIONED_THROUGHPUT_EXCEEDED);
            }
            world.advance(Duration.ofMillis(250));
        }
        long allowed = 122L << 20;
        assertThat(bytes).isBetween(allowed * 98 / 100, allowed * 102 / 100);
    }

    @Test
    @Behaviour("K-420")
    void aPageOfTenMebibytesClosesTheShardToReadersForFiveSeconds() {
        World world = World.limited(WriteLimits.timesAws(1000));
        StreamKey key = world.create("s", 1);
        for (int i = 0; i < 12; i++) {
            world.engine.putRecord(key, World.sized("k", (1 << 20) - 1), null).join();
        }
        world.restartUnder(WriteLimits.AWS);
        String iterator = world.iterator(key, "0", IteratorType.TRIM_HORIZON);
        RecordPage page = world.get(iterator);
        assertThat(page.records()).hasSize(10);
        world.advance(Duration.ofMillis(4900));
        assertThat(reads(world, iterator)).isFalse();
        world.advance(Duration.ofMillis(200));
        assertThat(reads(world, iterator)).isTrue();
    }

    @Test
    void fiveIteratorsOfAShardASecondAreMade() {
        World world = World.limited(WriteLimits.AWS);
        StreamKey key = world.create("s", 2);
        for (int i = 0; i < 5; i++) {
            assertThat(world.iterator(key, "0", IteratorType.LATEST)).isNotEmpty();
        }
        assertThatThrownBy(() -> world.iterator(key, "0", IteratorType.LATEST))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        e ->
                                assertThat(e.text())
                                        .isEqualTo(
                                                "Rate exceeded for shard shardId-000000000000 in"
                                                        + " stream s under account 123456789012."));
        assertThat(world.iterator(key, "1", IteratorType.LATEST)).isNotEmpty();
    }

    @Test
    @Behaviour("K-421")
    void controlCallsHaveTheirRates() {
        World world = World.limited(WriteLimits.AWS);
        StreamKey key = world.create("s", 2);
        for (int i = 0; i < 20; i++) {
            assertThat(world.engine.describe(key).openShards()).isEqualTo(2);
        }
        assertThatThrownBy(() -> world.engine.describe(key))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        e -> {
                            assertThat(e.error()).isEqualTo(StreamError.LIMIT_EXCEEDED);
                            assertThat(e.text())
                                    .isEqualTo(
                                            "Rate exceeded for stream s under account"
                                                    + " 123456789012.");
                        });
        world.advance(Duration.ofMillis(50));
        assertThat(world.engine.describe(key).openShards()).isEqualTo(2);
        assertThat(world.engine.stats().throttledCalls()).isEqualTo(1);
    }

    @Test
    void withoutLimitsReadsAndCallsPassAndAreCounted() {
        World world = World.immediate();
        StreamKey key = world.create("s", 1);
        String iterator = world.iterator(key, "0", IteratorType.TRIM_HORIZON);
        for (int i = 0; i < 30; i++) {
            assertThat(reads(world, iterator)).isTrue();
            assertThat(world.engine.describe(key).openShards()).isEqualTo(1);
        }
        assertThat(world.engine.stats().shards().getFirst().readsThrottled()).isEqualTo(25);
        assertThat(world.engine.stats().throttledCalls()).isEqualTo(10);
    }
}
