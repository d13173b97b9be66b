package io.millrace.stream;

import static io.millrace.stream.CatalogueTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Behaviour;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SettingTest {
    private static final StreamKey KEY = World.key("s");

    private static void onDemand(World world) {
        world.engine.createStream(new NewStream(KEY, null, StreamMode.ON_DEMAND, null));
    }

    private static void commit(World world) {
        var _ = world.engine.updateAccountSettings(World.ACCOUNT, World.REGION, true);
    }

    /// Every change of a setting.
    private static List<ThrowingCallable> changes(World world) {
        return List.of(
                () -> world.engine.monitor(KEY, Set.of(ShardMetric.INCOMING_BYTES), true),
                () -> world.engine.monitor(KEY, Set.of(ShardMetric.INCOMING_BYTES), false),
                () -> world.engine.encrypt(KEY, "alias/aws/kinesis"),
                () -> world.engine.decrypt(KEY, "alias/aws/kinesis"),
                () -> world.engine.updateMode(KEY, StreamMode.PROVISIONED, null),
                () -> world.engine.updateWarmThroughput(KEY, 5),
                () -> world.engine.updateMaxRecordSize(KEY, 2048),
                () -> world.engine.updateDistribution(KEY, Distribution.AUTO));
    }

    @Test
    void aSettingNeedsAStreamThatIsActive() {
        World world = World.delayed(100);
        for (ThrowingCallable change : changes(world)) {
            refused(
                    StreamError.RESOURCE_NOT_FOUND,
                    "Stream s under account 123456789012 not found.",
                    change);
        }
        onDemand(world);
        for (ThrowingCallable change : changes(world)) {
            refused(
                    StreamError.RESOURCE_IN_USE,
                    "Stream s under account 123456789012 not ACTIVE, instead in state CREATING",
                    change);
        }
    }

    @Test
    void aSettingHoldsAtOnceAndTheStreamIsUpdatingForItsTime() throws Throwable {
        for (int i = 0; i < 7; i++) {
            World world = World.delayed(100);
            onDemand(world);
            commit(world);
            world.advance(Duration.ofMillis(100));
            world.node.step();
            if (i == 1) {
                changes(world).getFirst().call();
                world.advance(Duration.ofMillis(100));
                world.node.step();
            }
            changes(world).get(i).call();
            StreamView changed = world.engine.describe(KEY);
            assertThat(changed.status()).as("change " + i).isEqualTo(StreamStatus.UPDATING);
            refused(
                    StreamError.RESOURCE_IN_USE,
                    "Stream s under account 123456789012 not ACTIVE, instead in state UPDATING",
                    changes(world).get(i));
            assertThat(world.put(KEY, "k", "still written").shardId()).isNotEmpty();
            world.advance(Duration.ofMillis(99));
            world.restart();
            world.node.step();
            assertThat(world.engine.describe(KEY).status()).isEqualTo(StreamStatus.UPDATING);
            world.advance(Duration.ofMillis(1));
            world.node.step();
            assertThat(world.engine.describe(KEY).status()).isEqualTo(StreamStatus.ACTIVE);
        }
    }

    @Test
    @Behaviour({"K-340", "K-341"})
    void metricsAreSwitchedOnAndOff() {
        World world = World.immediate();
        world.create("s", 1);
        Set<ShardMetric> two =
                Set.of(ShardMetric.OUTGOING_BYTES, ShardMetric.ITERATOR_AGE_MILLISECONDS);
        assertThat(world.engine.monitor(KEY, two, true))
                .isEqualTo(new MonitoringChange(Set.of(), two));
        assertThat(world.engine.monitor(KEY, EnumSet.allOf(ShardMetric.class), true))
                .isEqualTo(new MonitoringChange(two, EnumSet.allOf(ShardMetric.class)));
        assertThat(world.engine.monitor(KEY, two, true).desired())
                .containsExactly(ShardMetric.values());
        assertThat(world.engine.monitor(KEY, two, false).desired()).hasSize(5);
        assertThat(world.engine.describe(KEY).monitoring())
                .containsExactlyElementsOf(EnumSet.complementOf(EnumSet.copyOf(two)));
    }

    @Test
    @Behaviour({"K-342", "K-344"})
    void recordsPutWhileAStreamIsEncryptedSaySo() {
        World world = World.immediate();
        world.create("s", 1);
        assertThat(world.put(KEY, "k", "plain").isEncrypted()).isFalse();
        world.engine.encrypt(KEY, "alias/aws/kinesis");
        assertThat(world.engine.describe(KEY).keyId()).isEqualTo("alias/aws/kinesis");
        assertThat(world.put(KEY, "k", "secret").isEncrypted()).isTrue();
        PutEntry placed = new PutEntry(new byte[] {1}, 0, 1, "k", "7");
        assertThat(world.engine.putRecord(KEY, placed, null).join().isEncrypted()).isTrue();
        world.engine.decrypt(KEY, "another");
        assertThat(world.engine.describe(KEY).isEncrypted()).isFalse();
        assertThat(world.put(KEY, "k", "plain again").isEncrypted()).isFalse();
        List<RecordView> records =
                world.get(world.iterator(KEY, "0", IteratorType.TRIM_HORIZON)).records();
        assertThat(records)
                .extracting(RecordView::isEncrypted)
                .containsExactly(false, true, true, false);
        assertThat(records)
                .extracting(RecordView::explicitHashKey)
                .containsExactly(null, null, "7", null);
    }

    @Test
    void encryptionChangesTwentyFiveTimesADay() {
        World world = World.limited(Limits.AWS);
        world.create("s", 1);
        for (int i = 0; i < 25; i++) {
            world.advance(Duration.ofMillis(200));
            world.engine.encrypt(KEY, "key" + i);
        }
        world.advance(Duration.ofMillis(200));
        refused(
                StreamError.LIMIT_EXCEEDED,
                "Rate exceeded for stream s under account 123456789012.",
                () -> world.engine.decrypt(KEY, "key24"));
        world.advance(Duration.ofHours(24));
        world.engine.decrypt(KEY, "key24");
    }

    @Test
    @Behaviour({"K-345", "K-346"})
    void theModeChangesTwiceADayAndTheShardsStay() {
        World world = World.limited(Limits.AWS);
        world.create("s", 3);
        world.engine.updateMode(KEY, StreamMode.PROVISIONED, null);
        world.engine.updateMode(KEY, StreamMode.ON_DEMAND, null);
        assertThat(world.engine.describe(KEY).mode()).isEqualTo(StreamMode.ON_DEMAND);
        assertThat(world.engine.describe(KEY).openShards()).isEqualTo(3);
        assertThat(world.engine.limits(World.ACCOUNT, World.REGION).onDemandStreams()).isEqualTo(1);
        world.engine.updateMode(KEY, StreamMode.PROVISIONED, null);
        refused(
                StreamError.LIMIT_EXCEEDED,
                "Rate exceeded for stream s under account 123456789012.",
                () -> world.engine.updateMode(KEY, StreamMode.ON_DEMAND, null));
        world.engine.updateMode(KEY, StreamMode.PROVISIONED, null);
        world.advance(Duration.ofHours(24));
        world.engine.updateMode(KEY, StreamMode.ON_DEMAND, null);
    }

    @Test
    void aModeCountsAgainstTheQuotaOfItsKind() {
        World world = World.limited(Limits.AWS);
        for (int i = 0; i < 50; i++) {
            world.advance(Duration.ofMillis(200));
            world.engine.createStream(
                    new NewStream(World.key("d" + i), null, StreamMode.ON_DEMAND, null));
        }
        world.advance(Duration.ofMillis(200));
        world.create("s", 1);
        refused(
                StreamError.LIMIT_EXCEEDED,
                "This request would exceed the limit on the number of On-Demand streams for the"
                        + " account 123456789012 in eu-north-1. Current On-Demand streams count:"
                        + " 50. Limit: 50.",
                () -> world.engine.updateMode(KEY, StreamMode.ON_DEMAND, null));
    }

    @Test
    @Behaviour({"K-347", "K-356"})
    void warmThroughputNeedsOnDemandAndACommitment() {
        World world = World.immediate();
        world.create("p", 1);
        onDemand(world);
        refused(
                StreamError.INVALID_ARGUMENT,
                "WarmThroughputMiBps is only for streams in On-Demand mode.",
                () -> world.engine.updateWarmThroughput(World.key("p"), 100));
        String uncommitted =
                "WarmThroughputMiBps needs MinimumThroughputBillingCommitment to be enabled for"
                        + " account 123456789012 in eu-north-1.";
        refused(
                StreamError.INVALID_ARGUMENT,
                uncommitted,
                () -> world.engine.updateWarmThroughput(KEY, 100));
        refused(
                StreamError.INVALID_ARGUMENT,
                uncommitted,
                () ->
                        world.engine.createStream(
                                new NewStream(
                                        World.key("w"), null, null, null, Map.of(), null, 100)));
        assertThat(world.engine.describe(KEY).warm()).isNull();
        commit(world);
        assertThat(world.engine.describe(KEY).warm()).isEqualTo(new WarmThroughput(4, 4));
        assertThat(world.engine.describe(World.key("p")).warm()).isNull();
        assertThat(world.engine.updateWarmThroughput(KEY, 100))
                .isEqualTo(new WarmThroughput(100, 4));
        assertThat(world.engine.describe(KEY).warm()).isEqualTo(new WarmThroughput(100, 4));
        refused(
                StreamError.INVALID_ARGUMENT,
                "WarmThroughputMiBps must not be above 10240. Specified value was 10241",
                () -> world.engine.updateWarmThroughput(KEY, 10_241));
        world.engine.updateMode(KEY, StreamMode.ON_DEMAND, 200);
        assertThat(world.engine.describe(KEY).warm()).isEqualTo(new WarmThroughput(200, 4));
        world.engine.updateMode(KEY, StreamMode.PROVISIONED, null);
        world.engine.updateMode(KEY, StreamMode.ON_DEMAND, null);
        assertThat(world.engine.describe(KEY).warm()).isEqualTo(new WarmThroughput(4, 4));
    }

    @Test
    void aWarmThroughputIsReachedSomeSecondsAfterTheStreamIsActiveAgain() {
        World world = World.delayed(100);
        onDemand(world);
        commit(world);
        world.pass(Duration.ofMillis(100));
        assertThat(world.engine.updateWarmThroughput(KEY, 50)).isEqualTo(new WarmThroughput(50, 4));
        world.pass(Duration.ofMillis(50));
        assertThat(world.engine.describe(KEY).status()).isEqualTo(StreamStatus.UPDATING);
        assertThat(world.engine.describe(KEY).warm()).isEqualTo(new WarmThroughput(50, 4));
        for (int second = 0; second < 10; second++) {
            world.pass(Duration.ofSeconds(1));
        }
        assertThat(world.engine.describe(KEY).status()).isEqualTo(StreamStatus.ACTIVE);
        assertThat(world.engine.describe(KEY).warm()).isEqualTo(new WarmThroughput(50, 50));
    }

    @Test
    @Behaviour("K-349")
    void aLargerRecordIsTakenOnceTheSizeIsSet() {
        World world = World.immediate();
        world.create("s", 1);
        world.engine.updateMaxRecordSize(KEY, 2048);
        world.engine.updateMaxRecordSize(KEY, 2048);
        assertThat(world.engine.describe(KEY).maxRecordKib()).isEqualTo(2048);
        assertThat(world.engine.putRecord(KEY, World.sized("k", 2 << 20), null).join().shardId())
                .isNotEmpty();
    }

    @Test
    @Behaviour("K-348")
    void aCommitmentHoldsForADayAtLeast() {
        World world = World.immediate();
        AccountSettings never = new AccountSettings(CommitmentStatus.DISABLED, null, null, null);
        assertThat(world.engine.accountSettings(World.ACCOUNT, World.REGION)).isEqualTo(never);
        assertThat(world.engine.updateAccountSettings(World.ACCOUNT, World.REGION, false))
                .isEqualTo(never);
        long start = world.clock.millis();
        long day = Duration.ofHours(24).toMillis();
        AccountSettings enabled =
                new AccountSettings(CommitmentStatus.ENABLED, start, null, start + day);
        assertThat(world.engine.updateAccountSettings(World.ACCOUNT, World.REGION, true))
                .isEqualTo(enabled);
        world.advance(Duration.ofHours(1));
        commit(world);
        assertThat(world.engine.accountSettings(World.ACCOUNT, World.REGION)).isEqualTo(enabled);
        assertThat(world.engine.accountSettings(World.ACCOUNT, "us-east-1")).isEqualTo(never);
        AccountSettings ending =
                new AccountSettings(
                        CommitmentStatus.ENABLED_UNTIL_EARLIEST_ALLOWED_END,
                        start,
                        null,
                        start + day);
        for (int i = 0; i < 2; i++) {
            assertThat(world.engine.updateAccountSettings(World.ACCOUNT, World.REGION, false))
                    .isEqualTo(ending);
        }
        assertThat(world.engine.updateAccountSettings(World.ACCOUNT, World.REGION, true))
                .isEqualTo(enabled);
        var _ = world.engine.updateAccountSettings(World.ACCOUNT, World.REGION, false);
        world.restart();
        world.advance(Duration.ofHours(23));
        assertThat(world.engine.accountSettings(World.ACCOUNT, World.REGION))
                .isEqualTo(
                        new AccountSettings(CommitmentStatus.DISABLED, start, start + day, null));
        assertThat(world.engine.updateAccountSettings(World.ACCOUNT, World.REGION, true).status())
                .isEqualTo(CommitmentStatus.ENABLED);
        world.advance(Duration.ofHours(30));
        AccountSettings ended =
                world.engine.updateAccountSettings(World.ACCOUNT, World.REGION, false);
        assertThat(ended.status()).isEqualTo(CommitmentStatus.DISABLED);
        assertThat(ended.endedMillis()).isEqualTo(world.clock.millis());
    }
}
