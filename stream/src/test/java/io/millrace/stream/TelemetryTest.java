package io.millrace.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What the engine tells of its calls.
final class TelemetryTest {
    @Test
    void aPutIsToldBeforeItsCallerHears() {
        World world = World.immediate();
        StreamKey key = world.create("s", 1);
        world.put(key, "key", "12345");
        world.engine
                .putRecords(key, List.of(World.entry("k", "1"), World.entry("kk", "22")))
                .join();
        assertThat(world.heard.puts)
                .containsExactly(
                        new PutTally(key, true, 1, 1, 8, 0, 0, 0, List.of()),
                        new PutTally(key, false, 2, 2, 6, 0, 0, 0, List.of()));
    }

    @Test
    void whatIsRefusedForItsRateIsNoFailure() {
        World world = World.limited(Limits.AWS);
        StreamKey key = world.create("s", 1);
        List<PutEntry> many = Collections.nCopies(500, World.entry("k", "x"));
        for (int i = 0; i < 3; i++) {
            world.engine.putRecords(key, many).join();
        }
        assertThat(world.heard.puts.getLast())
                .isEqualTo(new PutTally(key, false, 500, 0, 0, 500, 0, 0, List.of()));
    }

    @Test
    void withoutLimitsWhatWouldBeRefusedIsStoredAndToldAllTheSame() {
        World world = World.immediate();
        StreamKey key = world.create("s", 1);
        List<PutEntry> many = Collections.nCopies(500, World.entry("k", "x"));
        for (int i = 0; i < 3; i++) {
            world.engine.putRecords(key, many).join();
        }
        assertThat(world.heard.puts.getLast())
                .isEqualTo(new PutTally(key, false, 500, 500, 1000, 500, 0, 0, List.of()));
    }

    @Test
    void aReadTellsTheAgeOfItsLastRecord() {
        World world = World.immediate();
        StreamKey key = world.create("s", 1);
        world.put(key, "key", "12345");
        world.advance(Duration.ofSeconds(7));
        String next = world.get(world.iterator(key, "0", IteratorType.TRIM_HORIZON)).nextIterator();
        world.get(String.valueOf(next));
        String shard = "shardId-000000000000";
        assertThat(world.heard.reads)
                .containsExactly(
                        new ReadTally(key, shard, Set.of(), 1, 8, 7_000, false, 0),
                        new ReadTally(key, shard, Set.of(), 0, 0, 0, false, 0));
    }

    @Test
    void aSubscriptionTellsItsCallAndEachEvent() {
        World world = World.immediate();
        StreamKey key = world.create("s", 1);
        String shard = "shardId-000000000000";
        SubscribeQuery query = horizon(key, world.register(key, "c"));
        world.put(key, "key", "12345");
        world.advance(Duration.ofSeconds(2));
        world.engine.monitor(key, Set.of(ShardMetric.OUTGOING_BYTES), true);
        Listener.eager(world, query);
        world.engine.monitor(key, Set.of(ShardMetric.OUTGOING_BYTES), false);
        world.pass(Duration.ofSeconds(5));
        assertThat(world.heard.subscribes).containsExactly(new Heard.Subscribed(key, "c", true));
        assertThat(world.heard.events)
                .containsExactly(
                        new EventTally(
                                key, "c", shard, Set.of(ShardMetric.OUTGOING_BYTES), 1, 8, 0),
                        new EventTally(key, "c", shard, Set.of(), 0, 0, 0));
    }

    @Test
    void aSubscriptionThatIsRefusedForAnotherIsToldAndOneOfNothingIsNot() {
        World world = World.immediate();
        StreamKey key = world.create("s", 1);
        SubscribeQuery query = horizon(key, world.register(key, "c"));
        Listener listener = Listener.eager(world, query);
        assertThatThrownBy(() -> world.engine.subscribe(query, listener))
                .isInstanceOf(StreamException.class);
        SubscribeQuery nothing = horizon(World.key("none"), query.consumer());
        assertThatThrownBy(() -> world.engine.subscribe(nothing, listener))
                .isInstanceOf(StreamException.class);
        assertThat(world.heard.subscribes)
                .containsExactly(
                        new Heard.Subscribed(key, "c", true),
                        new Heard.Subscribed(key, "c", false));
    }

    private static SubscribeQuery horizon(StreamKey key, ConsumerName consumer) {
        return new SubscribeQuery(
                consumer, new IteratorQuery(key, "0", IteratorType.TRIM_HORIZON, null, null));
    }

    @Test
    void callsThatAreRefusedAsAWholeAreNotTold() {
        World world = World.immediate();
        StreamKey key = World.key("none");
        assertThatThrownBy(() -> world.put(key, "k", "x"))
                .hasCauseInstanceOf(StreamException.class);
        assertThat(world.heard.puts).isEmpty();
    }

    @Test
    void aMonitoredStreamTellsItsShardsApart() {
        World world = World.immediate();
        StreamKey key = world.create("s", 2);
        Set<ShardMetric> on = Set.of(ShardMetric.INCOMING_BYTES, ShardMetric.OUTGOING_RECORDS);
        world.engine.monitor(key, on, true);
        List<PutEntry> entries = Collections.nCopies(3, World.entry("key", "12345"));
        String shard =
                switch (world.engine.putRecords(key, entries).join().getFirst()) {
                    case PutResult.Stored stored -> stored.shardId();
                    case PutResult.Failed failed -> throw new AssertionError(failed.message());
                };
        assertThat(world.heard.puts.getLast().shards())
                .containsExactly(new ShardPutTally(shard, on, 3, 24, 0));
        world.get(world.iterator(key, shard, IteratorType.TRIM_HORIZON));
        assertThat(world.heard.reads.getLast().monitoring()).isEqualTo(on);
        world.engine.monitor(key, on, false);
        world.put(key, "key", "12345");
        assertThat(world.heard.puts.getLast().shards()).isEmpty();
    }
}
