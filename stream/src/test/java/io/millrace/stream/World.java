package io.millrace.stream;

import io.millrace.testkit.SimulatedLog;
import io.millrace.testkit.VirtualClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// A stream engine over a simulated log, with a clock that stands still.
final class World {
    static final String ACCOUNT = "123456789012";
    static final String REGION = "eu-north-1";

    final VirtualClock clock;
    final AtomicLong nanos = new AtomicLong(77);
    final Heard heard = new Heard();
    final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final StreamConfig config;
    SimulatedLog log;
    StreamNode node;
    StreamEngine engine;

    World(StreamConfig config) {
        this.clock = new VirtualClock();
        this.config = config;
        this.log = SimulatedLog.immediate(clock);
        this.node = startNode();
        this.engine = node.engine();
    }

    /// Over a node that was started elsewhere.
    World(VirtualClock clock, SimulatedLog log, StreamNode node) {
        this.clock = clock;
        this.config = StreamConfig.DEFAULT;
        this.log = log;
        this.node = node;
        this.engine = node.engine();
    }

    static World immediate() {
        return new World(StreamConfig.DEFAULT);
    }

    static World delayed(long millis) {
        return new World(new StreamConfig(Duration.ofMillis(millis), Limits.OFF));
    }

    static World limited(Limits limits) {
        return new World(new StreamConfig(Duration.ZERO, limits));
    }

    private StreamNode startNode() {
        return StreamNode.start(log, config, clock, nanos::get, new Random(5), heard, tasks::add);
    }

    /// Stops the engine and starts another on what is durable.
    void restart() {
        log = log.restart();
        node = startNode();
        engine = node.engine();
    }

    /// Stops the engine and starts another under other limits.
    void restartUnder(Limits limits) {
        log = log.restart();
        StreamConfig other = new StreamConfig(config.stateDelay(), limits);
        node = StreamNode.start(log, other, clock, nanos::get, new Random(5), heard, tasks::add);
        engine = node.engine();
    }

    void advance(Duration time) {
        clock.advance(time);
        nanos.addAndGet(time.toNanos());
    }

    /// Lets subscriptions go on until they wait.
    void settle() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    /// Time passes, and the engine notices.
    void pass(Duration time) {
        advance(time);
        node.step();
        settle();
    }

    ConsumerName register(StreamKey key, String name) {
        return engine.registerConsumer(key, name, Map.of()).key();
    }

    void deregister(StreamKey key, ConsumerName consumer) {
        engine.deregisterConsumer(key, ConsumerSelector.of(consumer));
    }

    static StreamKey key(String name) {
        return new StreamKey(ACCOUNT, REGION, name);
    }

    StreamKey create(String name, int shards) {
        StreamKey key = key(name);
        engine.createStream(new NewStream(key, shards, null, null));
        return key;
    }

    static PutEntry entry(String partitionKey, String data) {
        byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
        return new PutEntry(bytes, 0, bytes.length, partitionKey, null);
    }

    static PutEntry sized(String partitionKey, int bytes) {
        return new PutEntry(new byte[bytes], 0, bytes, partitionKey, null);
    }

    PutResult.Stored put(StreamKey key, String partitionKey, String data) {
        return engine.putRecord(key, entry(partitionKey, data), null).join();
    }

    String iterator(StreamKey key, String shard, IteratorType type) {
        return engine.shardIterator(new IteratorQuery(key, shard, type, null, null));
    }

    String iterator(StreamKey key, String shard, IteratorType type, String number) {
        return engine.shardIterator(new IteratorQuery(key, shard, type, number, null));
    }

    RecordPage get(String iterator) {
        return get(iterator, 10_000);
    }

    RecordPage get(String iterator, int limit) {
        return engine.getRecords(ACCOUNT, REGION, iterator, limit);
    }

    /// Everything a shard holds.
    List<String> all(StreamKey key, String shard) {
        return texts(get(iterator(key, shard, IteratorType.TRIM_HORIZON)));
    }

    static List<String> texts(RecordPage page) {
        return page.records().stream().map(World::text).toList();
    }

    static String text(RecordView record) {
        return new String(
                record.array(), record.dataOffset(), record.dataLength(), StandardCharsets.UTF_8);
    }

    List<ShardView> shards(StreamKey key) {
        ShardPage page = engine.listShards(new ShardQuery(key, null, 1000, null, null));
        List<ShardView> shards = new ArrayList<>(page.shards());
        for (String next = page.nextToken(); next != null; next = page.nextToken()) {
            page = engine.listShardsOn(ACCOUNT, REGION, next, 1000);
            shards.addAll(page.shards());
        }
        return shards;
    }

    List<String> ids(StreamKey key, ShardFilter.Type type, @Nullable Long timestampMillis) {
        ShardFilter filter = new ShardFilter(type, null, timestampMillis);
        return engine.listShards(new ShardQuery(key, null, 1000, null, filter)).shards().stream()
                .map(ShardView::shardId)
                .map(id -> id.substring(id.length() - 2))
                .toList();
    }

    /// Open shards in the order of hash keys.
    List<ShardView> open(StreamKey key) {
        List<ShardView> open = new ArrayList<>(shards(key));
        open.removeIf(shard -> shard.endingSequenceNumber() != null);
        open.sort(
                java.util.Comparator.comparing(
                        shard -> new java.math.BigInteger(shard.startingHashKey())));
        return open;
    }
}
