package io.millrace.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Behaviour;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/// Streams on demand under loads that rise, fall, lean and flap, in virtual time.
class OnDemandTest {
    private static final long SEED = 11;

    private final Random random = new Random(SEED);
    private final World world = World.limited(Limits.AWS);
    private final StreamKey key = World.key("s");

    OnDemandTest() {
        world.engine.createStream(new NewStream(key, null, null, null));
    }

    private int open() {
        return world.open(key).size();
    }

    /// Offers records for some time, evenly over each second, and lets the node step.
    ///
    /// @return records that were refused
    private long offer(int seconds, int perSecond, IntFunction<String> partitionKey) {
        long refused = 0;
        for (int tick = 0; tick < seconds * 4; tick++) {
            for (int left = perSecond / 4; left > 0; left -= 500) {
                List<PutEntry> entries = new ArrayList<>();
                for (int i = 0; i < Math.min(left, 500); i++) {
                    entries.add(World.entry(partitionKey.apply(random.nextInt()), "x"));
                }
                refused +=
                        world.engine.putRecords(key, entries).join().stream()
                                .filter(PutResult.Failed.class::isInstance)
                                .count();
            }
            pass(Duration.ofMillis(250));
        }
        return refused;
    }

    private void pass(Duration time) {
        world.advance(time);
        var _ = world.node.step();
    }

    private void idle(Duration time) {
        for (Duration left = time; left.isPositive(); left = left.minusSeconds(1)) {
            pass(Duration.ofSeconds(1));
        }
    }

    @Test
    void aLoadThatDoublesIsNeverRefused() {
        assertThat(open()).isEqualTo(4);
        for (int perSecond = 1000; perSecond <= 16_000; perSecond *= 2) {
            assertThat(offer(12, perSecond, String::valueOf))
                    .as("refused of %s a second, seed %s", perSecond, SEED)
                    .isZero();
        }
        assertThat(open()).isBetween(32, 64);
        assertThat(world.node.scalingDecisions())
                .isNotEmpty()
                .allSatisfy(decision -> {
                    assertThat(decision.openAfter()).isGreaterThan(decision.openBefore());
                    assertThat(decision.reason()).contains("is busy: it takes ");
                });
        Lineages.requireTiling(world, key);
    }

    @Test
    void aHotRangeIsDividedWhereItsLoadDivides() {
        // Two keys of one shard take all the load: they end up in two shards.
        String one = "hot-0";
        String two = other(one);
        assertThat(offer(20, 900, i -> i % 2 == 0 ? one : two)).isZero();
        assertThat(shardOf(one)).isNotEqualTo(shardOf(two));
        Lineages.requireTiling(world, key);
    }

    private String other(String one) {
        String shard = shardOf(one);
        for (int i = 1; ; i++) {
            if (shardOf("hot-" + i).equals(shard)) {
                return "hot-" + i;
            }
        }
    }

    private String shardOf(String partitionKey) {
        return world.put(key, partitionKey, "x").shardId();
    }

    @Test
    void whatHasLongBeenColdIsMergedSlowlyDownToFour() {
        assertThat(offer(20, 8000, String::valueOf)).isNotNegative();
        int high = open();
        assertThat(high).isGreaterThanOrEqualTo(16);
        idle(Duration.ofMinutes(14));
        assertThat(open()).isEqualTo(high);
        idle(Duration.ofMinutes(3));
        assertThat(open()).isLessThan(high).isGreaterThanOrEqualTo(high * 3 / 4);
        idle(Duration.ofHours(3));
        assertThat(open()).isEqualTo(4);
        Lineages.requireTiling(world, key);
    }

    @Test
    void aLoadThatComesAndGoesDoesNotMakeShardsComeAndGo() {
        var _ = offer(15, 4000, String::valueOf);
        int high = open();
        for (int i = 0; i < 4; i++) {
            idle(Duration.ofMinutes(10));
            assertThat(offer(5, 4000, String::valueOf)).isZero();
            assertThat(open()).isEqualTo(high);
        }
    }

    private void commit() {
        var _ = world.engine.updateAccountSettings(World.ACCOUNT, World.REGION, true);
    }

    private WarmThroughput warm() {
        return Objects.requireNonNull(world.engine.describe(key).warm());
    }

    @Test
    @Behaviour("K-355")
    void aStreamHasTheShardsForItsWarmThroughputAndKeepsThem() {
        commit();
        assertThat(world.engine.updateWarmThroughput(key, 50)).isEqualTo(new WarmThroughput(50, 4));
        idle(Duration.ofSeconds(8));
        assertThat(open()).isEqualTo(50);
        assertThat(warm()).isEqualTo(new WarmThroughput(50, 50));
        assertThat(world.node.scalingDecisions())
                .extracting(ScalingDecision::openAfter)
                .containsExactly(8, 16, 32, 50);
        assertThat(world.node.scalingDecisions())
                .extracting(ScalingDecision::reason)
                .allMatch(reason ->
                        reason.endsWith("it is to be ready for 50 MiB/s, which takes 50 shards"));
        idle(Duration.ofHours(2));
        assertThat(open()).isEqualTo(50);
        Lineages.requireTiling(world, key);
    }

    @Test
    @Behaviour("K-355")
    void aStreamThatIsMadeWarmBeginsWithTheShardsForIt() {
        commit();
        StreamKey fresh = World.key("fresh");
        world.engine.createStream(new NewStream(fresh, null, null, null, Map.of(), null, 300));
        assertThat(world.open(fresh)).hasSize(300);
        assertThat(world.engine.describe(fresh).warm()).isEqualTo(new WarmThroughput(300, 300));
        idle(Duration.ofHours(1));
        assertThat(world.open(fresh)).hasSize(300);
        assertThat(world.node.scalingDecisions()).isEmpty();
    }

    @Test
    @Behaviour("K-355")
    void whatIsNotToBeReadyAnyMoreIsMergedLikeAnythingCold() {
        commit();
        var _ = world.engine.updateWarmThroughput(key, 40);
        idle(Duration.ofMinutes(20));
        assertThat(open()).isEqualTo(40);
        assertThat(world.engine.updateWarmThroughput(key, 10))
                .isEqualTo(new WarmThroughput(10, 10));
        idle(Duration.ofHours(2));
        assertThat(open()).isEqualTo(10);
        var _ = world.engine.updateAccountSettings(World.ACCOUNT, World.REGION, false);
        idle(Duration.ofHours(2));
        assertThat(open()).as("the commitment holds for a day").isEqualTo(10);
        idle(Duration.ofHours(22));
        assertThat(open()).isEqualTo(4);
        Lineages.requireTiling(world, key);
    }

    @Test
    void whereAShardTakesMoreFewerAreMade() {
        World other = World.limited(Limits.timesAws(8));
        var _ = other.engine.updateAccountSettings(World.ACCOUNT, World.REGION, true);
        other.engine.createStream(new NewStream(key, null, null, null, Map.of(), null, 100));
        assertThat(other.open(key)).hasSize(13);
        assertThat(other.engine.describe(key).warm()).isEqualTo(new WarmThroughput(100, 100));
    }

    @Test
    void aWarmStreamThatIsBusyGrowsBeyondIt() {
        commit();
        var _ = world.engine.updateWarmThroughput(key, 8);
        idle(Duration.ofSeconds(5));
        assertThat(open()).isEqualTo(8);
        var _ = offer(10, 7000, String::valueOf);
        assertThat(open()).isGreaterThan(12);
    }

    @Test
    void provisionedStreamsAreLeftAlone() {
        StreamKey fixed = world.create("fixed", 1);
        for (int i = 0; i < 20; i++) {
            List<PutEntry> entries = new ArrayList<>();
            for (int k = 0; k < 500; k++) {
                entries.add(World.entry("k" + k, "x"));
            }
            var _ = world.engine.putRecords(fixed, entries).join();
            pass(Duration.ofMillis(500));
        }
        assertThat(world.open(fixed)).hasSize(1);
    }
}
