package io.millrace.stream;

import static io.millrace.stream.CatalogueTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Behaviour;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/// Subscriptions under the limits of AWS, and what is counted without them.
class FanOutLimitsTest {
    private static final Duration STEP = Duration.ofMillis(100);

    /// A stream whose shard holds so many records of a size, before the limits hold.
    private static World filled(Limits limits, int records, int size) {
        World world = World.limited(Limits.timesAws(1000));
        StreamKey key = world.create("s", 1);
        world.register(key, "c");
        world.register(key, "d");
        PutEntry entry = World.sized("k", size - 1);
        int batch = Math.min(500, (4 << 20) / size);
        for (int left = records; left > 0; left -= batch) {
            world.engine.putRecords(key, Collections.nCopies(Math.min(batch, left), entry)).join();
        }
        world.restartUnder(limits);
        return world;
    }

    private static SubscribeQuery horizon(World world, String consumer) {
        StreamKey key = World.key("s");
        ConsumerName name = world.engine.describeConsumer(key, consumer(consumer)).key();
        return new SubscribeQuery(
                name, new IteratorQuery(key, "0", IteratorType.TRIM_HORIZON, null, null));
    }

    private static ConsumerSelector consumer(String name) {
        return new ConsumerSelector(name, null);
    }

    private static long bytes(Listener listener) {
        long bytes = 0;
        for (ShardEvent event : listener.events) {
            for (RecordView record : event.records()) {
                bytes += record.dataLength() + (long) record.partitionKeyLength();
            }
        }
        return bytes;
    }

    @Test
    @Behaviour("K-422")
    void twoMebibytesASecondAreSentToEachConsumer() {
        World world = filled(Limits.AWS, 256, 64 << 10);
        Listener first = Listener.eager(world, horizon(world, "c"));
        Listener second = Listener.eager(world, horizon(world, "d"));
        for (int tenth = 0; tenth < 60; tenth++) {
            world.pass(STEP);
        }
        long allowed = 14L << 20;
        assertThat(bytes(first)).isBetween(allowed * 98 / 100, allowed * 102 / 100);
        assertThat(bytes(second)).isBetween(allowed * 98 / 100, allowed * 102 / 100);
        for (int tenth = 0; tenth < 11; tenth++) {
            world.pass(STEP);
        }
        assertThat(bytes(first)).isEqualTo(16L << 20);
        assertThat(first.isOver()).isFalse();
        assertThat(world.engine.stats().delayedEvents()).isPositive();
    }

    @Test
    @Behaviour("K-422")
    void forAMinuteTheRateAndWhatWasSavedAreSentInOrder() {
        World world = filled(Limits.timesAws(0.1), 3_328, 4 << 10);
        Listener listener = Listener.eager(world, horizon(world, "c"));
        for (int tenth = 0; tenth < 600; tenth++) {
            world.pass(STEP);
        }
        long allowed = 61L * (2 << 20) / 10;
        assertThat(bytes(listener)).isBetween(allowed * 98 / 100, allowed * 102 / 100);
        assertThat(listener.events.stream().flatMap(event -> event.records().stream()))
                .extracting(RecordView::sequenceNumber)
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void whatIsWithinTheRateIsSentAtOnce() {
        World world = World.limited(Limits.AWS);
        StreamKey key = world.create("s", 1);
        world.register(key, "c");
        Listener listener = Listener.eager(world, horizon(world, "c"));
        for (int i = 0; i < 100; i++) {
            world.engine.putRecord(key, World.sized("k", 100 << 10), null).join();
            world.settle();
            assertThat(listener.last().records()).hasSize(1);
            world.advance(Duration.ofMillis(110));
        }
        assertThat(world.engine.stats().delayedEvents()).isZero();
    }

    @Test
    void whoWaitsForItsRateIsSentHeartbeatsThatSayHowFarBehindItIs() {
        World world = World.limited(Limits.timesAws(1000));
        StreamKey key = World.key("s");
        world.engine.createStream(new NewStream(key, 1, null, 10_240));
        world.register(key, "c");
        world.engine.putRecord(key, World.sized("k", 10 << 20), null).join();
        world.put(key, "k", "small");
        world.restartUnder(Limits.AWS);
        world.advance(Duration.ofSeconds(7));
        Listener listener = Listener.eager(world, horizon(world, "c"));
        assertThat(listener.last().records()).hasSize(1);
        for (int tenth = 0; tenth < 49; tenth++) {
            world.pass(STEP);
        }
        assertThat(listener.events).hasSize(2);
        assertThat(listener.last().records()).isEmpty();
        assertThat(listener.last().millisBehindLatest()).isBetween(11_000L, 12_000L);
        for (int tenth = 0; tenth < 2; tenth++) {
            world.pass(STEP);
        }
        assertThat(listener.texts()).endsWith("small");
        assertThat(listener.last().millisBehindLatest()).isZero();
    }

    private static void call(World world, String consumer) {
        Listener.eager(world, horizon(world, consumer)).cancel();
    }

    @Test
    @Behaviour("K-423")
    void aCallASecondPassesForEachConsumerAndShard() {
        World world = World.limited(Limits.AWS);
        StreamKey key = world.create("s", 1);
        world.register(key, "c");
        world.register(key, "d");
        SubscribeQuery query = horizon(world, "c");
        call(world, "c");
        call(world, "d");
        Heard.Subscribed refusal = new Heard.Subscribed(key, "c", false);
        refused(
                StreamError.LIMIT_EXCEEDED,
                "Rate exceeded for stream s under account 123456789012.",
                () -> Listener.eager(world, query));
        assertThat(world.heard.subscribes).last().isEqualTo(refusal);
        assertThat(world.engine.subscriptions()).isZero();
        assertThat(world.engine.stats().throttledSubscribes()).isEqualTo(1);
        world.advance(Duration.ofSeconds(1));
        call(world, "c");
    }

    @Test
    void atTwiceTheRateHalfOfTheCallsPass() {
        World world = World.limited(Limits.AWS);
        StreamKey key = world.create("s", 1);
        world.register(key, "c");
        SubscribeQuery query = horizon(world, "c");
        int passed = 0;
        for (int half = 0; half < 120; half++) {
            try {
                Listener.eager(world, query).cancel();
                passed++;
            } catch (StreamException e) {
                assertThat(e.error()).isEqualTo(StreamError.LIMIT_EXCEEDED);
            }
            world.advance(Duration.ofMillis(500));
        }
        assertThat(passed).isBetween(60, 62);
    }

    @Test
    void withoutLimitsNothingWaitsAndWhatWouldHaveIsCounted() {
        World world = filled(Limits.OFF, 64, 64 << 10);
        SubscribeQuery query = horizon(world, "c");
        for (int i = 0; i < 3; i++) {
            Listener.eager(world, horizon(world, "d")).cancel();
        }
        assertThat(world.engine.stats().throttledSubscribes()).isEqualTo(2);
        long before = world.engine.stats().delayedEvents();
        Listener listener = Listener.eager(world, query);
        assertThat(bytes(listener)).isEqualTo(4L << 20);
        // A second's worth is two events of a mebibyte.
        assertThat(world.engine.stats().delayedEvents() - before)
                .isEqualTo(listener.events.size() - 2);
    }
}
