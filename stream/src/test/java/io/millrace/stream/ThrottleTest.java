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
}
