package io.millrace.stream;

import static io.millrace.stream.CatalogueTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.log.ShardRef;
import io.millrace.testkit.Behaviour;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RetentionTest {
    private static final String MIDDLE = "170141183460469231731687303715884105728";

    private final World world = World.immediate();
    private final StreamKey key = world.create("s", 1);

    @Test
    @Behaviour("K-225")
    void recordsAreGoneExactlyWhenTheirTimeIsUp() {
        world.put(key, "k", "a");
        world.advance(Duration.ofMinutes(1));
        world.put(key, "k", "b");
        world.advance(Duration.ofHours(24).minus(Duration.ofMinutes(1)));
        assertThat(world.all(key, "0")).containsExactly("a", "b");
        world.advance(Duration.ofMillis(1));
        assertThat(world.all(key, "0")).containsExactly("b");
        world.advance(Duration.ofMinutes(1));
        assertThat(world.all(key, "0")).isEmpty();
        world.put(key, "k", "c");
        assertThat(world.all(key, "0")).containsExactly("c");
    }

    @Test
    @Behaviour("K-169")
    void aTrimmedNumberBehavesAsTheHorizon() {
        String gone = world.put(key, "k", "a").sequenceNumber();
        world.advance(Duration.ofHours(25));
        world.put(key, "k", "b");
        world.node.step();
        String iterator = world.iterator(key, "0", IteratorType.AFTER_SEQUENCE_NUMBER, gone);
        assertThat(World.texts(world.get(iterator))).containsExactly("b");
    }

    @Test
    @Behaviour("K-223")
    void anIncreaseBringsNothingBack() {
        world.put(key, "k", "a");
        world.advance(Duration.ofHours(25));
        world.put(key, "k", "b");
        world.engine.increaseRetention(key, 8760);
        assertThat(world.all(key, "0")).containsExactly("b");
        world.advance(Duration.ofDays(364));
        assertThat(world.all(key, "0")).containsExactly("b");
    }

    @Test
    @Behaviour("K-224")
    void aDecreaseHoldsAtOnceAndForEver() {
        world.engine.increaseRetention(key, 48);
        world.put(key, "k", "a");
        world.advance(Duration.ofHours(30));
        world.put(key, "k", "b");
        assertThat(world.all(key, "0")).containsExactly("a", "b");
        world.engine.decreaseRetention(key, 24);
        assertThat(world.all(key, "0")).containsExactly("b");
        world.engine.increaseRetention(key, 48);
        assertThat(world.all(key, "0")).containsExactly("b");
    }

    @Test
    void theLogIsToldWhatMayGo() {
        world.put(key, "k", "a");
        world.advance(Duration.ofHours(25));
        world.put(key, "k", "b");
        assertThat(world.log.shards().bounds(new ShardRef(1, 0)).firstPosition()).isEqualTo(1);
        world.node.step();
        assertThat(world.log.shards().bounds(new ShardRef(1, 0)).firstPosition()).isEqualTo(2);
    }

    @Test
    @Behaviour({"K-220", "K-221", "K-222"})
    void periodsOutOfRangeAreRefused() {
        refused(
                StreamError.INVALID_ARGUMENT,
                "Minimum allowed retention period is 24 hours. Requested retention period (23"
                        + " hours) is too short.",
                () -> world.engine.decreaseRetention(key, 23));
        refused(
                StreamError.VALIDATION,
                "1 validation error detected: Value '8761' at 'retentionPeriodHours' failed to"
                        + " satisfy constraint: Member must have value less than or equal to 8760",
                () -> world.engine.increaseRetention(key, 8761));
        refused(
                StreamError.INVALID_ARGUMENT,
                "Requested retention period (25 hours) for stream s can not be longer than existing"
                        + " retention period (24 hours). Use IncreaseRetentionPeriod API.",
                () -> world.engine.decreaseRetention(key, 25));
        world.engine.increaseRetention(key, 48);
        world.engine.increaseRetention(key, 48);
        world.engine.decreaseRetention(key, 48);
        refused(
                StreamError.INVALID_ARGUMENT,
                "Requested retention period (47 hours) for stream s can not be shorter than"
                        + " existing retention period (48 hours). Use DecreaseRetentionPeriod API.",
                () -> world.engine.increaseRetention(key, 47));
        refused(
                StreamError.RESOURCE_NOT_FOUND,
                "Stream t under account 123456789012 not found.",
                () -> world.engine.increaseRetention(World.key("t"), 20));
    }

    @Test
    @Behaviour("K-134")
    void closedShardsGoWhenAllTheirRecordsHave() {
        world.put(key, "k", "a");
        world.engine.splitShard(key, "0", MIDDLE);
        world.advance(Duration.ofHours(24));
        world.node.step();
        assertThat(world.shards(key)).hasSize(3);
        String iterator = world.iterator(key, "0", IteratorType.TRIM_HORIZON);
        world.advance(Duration.ofMillis(10_001));
        RecordPage page = world.get(iterator);
        assertThat(page.records()).isEmpty();
        assertThat(page.nextIterator()).isNull();
        assertThat(page.childShards()).hasSize(2);
        world.node.step();
        assertThat(world.shards(key))
                .extracting(ShardView::shardId)
                .containsExactly("shardId-000000000001", "shardId-000000000002");
        assertThat(world.shards(key).getFirst().parentShardId()).isEqualTo("shardId-000000000000");
        refused(
                StreamError.RESOURCE_NOT_FOUND,
                "Shard shardId-000000000000 in stream s under account 123456789012 does not exist",
                () -> world.get(iterator));
        assertThat(Objects.requireNonNull(world.engine.describe(key)).openShards()).isEqualTo(2);
    }
}
