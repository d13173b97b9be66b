package io.millrace.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A consumer that follows a stream through random puts, splits, merges, cuts and restarts by what
/// its events say alone, gets every record once and those of a key in order.
class FanOutStormTest {
    private static final int RUNS = 40;
    private static final int STEPS = 400;

    @Test
    void followingTheEventsLosesNothingAndDoublesNothing() {
        long seed = Long.getLong("millrace.fanout.seed", new Random().nextLong());
        for (int run = 0; run < RUNS; run++) {
            try {
                new Storm(new Random(seed + run)).rage();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("-Dmillrace.fanout.seed=" + (seed + run), e);
            }
        }
    }

    /// One run.
    private static final class Storm {
        private final Random random;
        private final World world = World.immediate();
        private final StreamKey key = world.create("s", 2);
        private final ConsumerName consumer = world.register(key, "c");
        private final Map<String, @Nullable String> places = new HashMap<>();
        private final Map<String, Listener> listeners = new TreeMap<>();
        private final Map<String, Integer> taken = new HashMap<>();
        private final Set<String> finished = new HashSet<>();
        private final Map<String, List<String>> put = new TreeMap<>();
        private final Map<String, List<String>> got = new TreeMap<>();

        Storm(Random random) {
            this.random = random;
            world.shards(key).forEach(shard -> places.put(shard.shardId(), null));
        }

        void rage() {
            for (int i = 0; i < STEPS; i++) {
                switch (random.nextInt(12)) {
                    case 0 -> reshard();
                    case 1 -> world.pass(Duration.ofMillis(random.nextInt(6_000)));
                    case 2 -> cut();
                    case 3 -> {
                        if (random.nextInt(10) == 0) {
                            listeners.clear();
                            taken.clear();
                            world.restart();
                        }
                    }
                    case 4, 5, 6, 7 -> putOne(i);
                    default -> read();
                }
            }
            for (int i = 0; i < 200 && !got.equals(put); i++) {
                world.pass(Duration.ofSeconds(5));
                read();
            }
            assertThat(got).isEqualTo(put);
        }

        private void putOne(int number) {
            String partition = "k" + random.nextInt(20);
            world.put(key, partition, partition + "/" + number);
            put.computeIfAbsent(partition, _ -> new ArrayList<>()).add(partition + "/" + number);
            if (random.nextBoolean()) {
                world.settle();
            }
        }

        private void reshard() {
            List<ShardView> open = world.open(key);
            int at = random.nextInt(open.size());
            ShardView shard = open.get(at);
            if (random.nextBoolean() && open.size() < 8) {
                var low = new java.math.BigInteger(shard.startingHashKey());
                var high = new java.math.BigInteger(shard.endingHashKey());
                world.engine.splitShard(
                        key, shard.shardId(), low.add(high).shiftRight(1).toString());
            } else if (at + 1 < open.size()) {
                world.engine.mergeShards(key, shard.shardId(), open.get(at + 1).shardId());
            }
        }

        private void cut() {
            if (!listeners.isEmpty()) {
                List<String> shards = List.copyOf(listeners.keySet());
                String shard = shards.get(random.nextInt(shards.size()));
                take(shard, listeners.get(shard));
                Listener listener = listeners.remove(shard);
                taken.remove(shard);
                if (listener != null) {
                    listener.cancel();
                }
            }
        }

        /// Subscribes to what is known and not subscribed to, and takes what came. A shard is begun
        /// once all its parents are finished, as clients do it.
        private void read() {
            for (String shard : List.copyOf(places.keySet())) {
                if (!finished.contains(shard) && !listeners.containsKey(shard)) {
                    String place = places.get(shard);
                    IteratorType type =
                            place == null
                                    ? IteratorType.TRIM_HORIZON
                                    : random.nextBoolean()
                                            ? IteratorType.AT_SEQUENCE_NUMBER
                                            : IteratorType.AFTER_SEQUENCE_NUMBER;
                    var start = new IteratorQuery(key, shard, type, place, null);
                    SubscribeQuery query = new SubscribeQuery(consumer, start);
                    listeners.put(
                            shard,
                            random.nextBoolean()
                                    ? Listener.eager(world, query)
                                    : Listener.slow(world, query));
                }
            }
            world.settle();
            List.copyOf(listeners.keySet()).forEach(shard -> take(shard, listeners.get(shard)));
        }

        private void take(String shard, @Nullable Listener listener) {
            if (listener == null) {
                return;
            }
            if (!listener.isOver()) {
                listener.ask();
            }
            int from = taken.getOrDefault(shard, 0);
            for (ShardEvent event : listener.events.subList(from, listener.events.size())) {
                for (RecordView record : event.records()) {
                    String text = World.text(record);
                    String partition = text.substring(0, text.indexOf('/'));
                    got.computeIfAbsent(partition, _ -> new ArrayList<>()).add(text);
                }
                String number = event.continuationSequenceNumber();
                assertThat(number == null).isEqualTo(!event.childShards().isEmpty());
                if (number != null) {
                    places.put(shard, number);
                } else {
                    finish(shard, event.childShards());
                }
            }
            taken.put(shard, listener.events.size());
            if (listener.isOver()) {
                assertThat(listener.failure).isNull();
                listeners.remove(shard);
                taken.remove(shard);
            }
        }

        private void finish(String shard, List<ChildShardView> children) {
            finished.add(shard);
            for (ChildShardView child : children) {
                if (finished.containsAll(child.parentShardIds())) {
                    places.putIfAbsent(child.shardId(), null);
                }
            }
        }
    }
}
