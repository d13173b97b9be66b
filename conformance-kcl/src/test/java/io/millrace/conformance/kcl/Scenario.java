package io.millrace.conformance.kcl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.kinesis.model.ScalingType;
import software.amazon.awssdk.services.kinesis.model.Shard;

/// A server, a stream with a producer, and the applications that consume it.
final class Scenario implements AutoCloseable {
    private static final Duration FAILOVER = Duration.ofMillis(5_000);

    /// KCL waits up to 30 s, by chance, before it fills an empty lease table.
    private static final Duration FIRST = Duration.ofSeconds(150);

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final String STREAM = "orders";

    private final Path directory;
    private final Server server;
    private final Clients clients;
    private final Producer producer;
    private final List<Application> applications = new ArrayList<>();
    private final List<Leases> tables = new ArrayList<>();
    private final Calls calls = new Calls();

    /// Starts server and producer.
    Scenario(Path directory, int shards) {
        this.directory = directory;
        this.server = Server.on(directory.resolve("data"));
        this.clients = Clients.of(server.endpoint());
        clients.kinesis().createStream(r -> r.streamName(STREAM).shardCount(shards));
        this.producer = Producer.start(clients.kinesis(), STREAM);
    }

    /// Something that is to be true of an application.
    @FunctionalInterface
    private interface Of<T> {
        boolean holds(T each) throws IOException;
    }

    /// Adds an application without workers.
    void add(String name, boolean fanOut) {
        applications.add(new Application(name, STREAM, fanOut, server.endpoint(), directory));
        tables.add(Leases.watch(clients.tables(), name));
    }

    /// Starts the first worker of each application and waits until it processes records. Two that
    /// begin a new application in the same instant race for a row of KCL's own, and the loser does
    /// not recover.
    void begin(Library library, String worker) throws Exception {
        applications.forEach(each -> each.start(library, worker));
        awaitAll(worker + " processes records", FIRST, each -> read(each).records() > 0);
    }

    /// Starts one more worker of each application and waits until it has leases and processes.
    void join(Library library, String worker) throws Exception {
        applications.forEach(each -> each.start(library, worker));
        awaitTables(worker + " has leases", leases -> leases.heldBy(worker) > 0);
        awaitAll(worker + " works", SOON, each -> read(each).busyWorkers().contains(worker));
    }

    /// Kills a worker of each application and fails unless others have its leases soon enough.
    void kill(Library library, String worker) throws Exception {
        applications.forEach(each -> each.kill(worker));
        Duration taken =
                awaitTables("others have them", leases -> leases.areHeldByOthersThan(worker));
        assertThat(taken).as("until others had the leases").
                .isLessThan(FAILOVER.multipliedBy(library.takeover()));
    }

    /// Stops a worker of each application gracefully.
    void stop(String worker) throws Exception {
        for (Application each : applications) {
            assertThat(each.stop(worker)).as(each.output(worker)).isZero();
        }
        awaitTables("others have them", leases -> leases.areHeldByOthersThan(worker));
    }

    /// Kills the server and starts it again at once.
    void killServer() throws Exception {
        calls.add(server.endpoint());
        server.killAndRestart();
    }

    /// Splits the first open shard in the middle.
    void split() {
        Shard first = openShards().getFirst();
        BigInteger from = new BigInteger(first.hashKeyRange().startingHashKey());
        BigInteger to = new BigInteger(first.hashKeyRange().endingHashKey());
        clients.kinesis()
                .splitShard(r ->
                        r.streamName(STREAM)
                                .shardToSplit(first.shardId())
                                .newStartingHashKey(from.add(to).shiftRight(1).toString()));
    }

    /// Merges the last two open shards.
    void merge() {
        List<Shard> open = openShards();
        clients.kinesis()
                .mergeShards(r ->
                        r.streamName(STREAM)
                                .shardToMerge(open.get(open.size() - 2).shardId())
                                .adjacentShardToMerge(open.getLast().shardId()));
    }

    /// Scales to so many shards.
    void scale(int shards) {
        clients.kinesis()
                .updateShardCount(r ->
                        r.streamName(STREAM)
                                .targetShardCount(shards)
                                .scalingType(ScalingType.UNIFORM_SCALING));
    }

    /// Waits until every application has processed what is written only now.
    void awaitProgress() throws Exception {
        Map<String, Long> before = producer.acknowledged();
        awaitAll(
                "records written from now on are processed",
                SOON,
                each -> {
                    Map<String, Long> upTo = read(each).upTo();
                    return before.entrySet().stream()
                            .allMatch(key ->
                                    upTo.getOrDefault(key.getKey(), 0L) > key.getValue());
                });
    }

    /// Ends the producer, waits until everything is processed and every closed shard has ended, and
    /// fails unless each application did it right.
    void finish() throws Exception {
        Map<String, Long> acknowledged = producer.stop();
        awaitAll(
                "everything is processed",
                SOON,
                each -> {
                    Map<String, Long> upTo = read(each).upTo();
                    return acknowledged.entrySet().stream()
                            .allMatch(key ->
                                    upTo.getOrDefault(key.getKey(), 0L) >= key.getValue());
                });
        Set<String> closed = closedShards();
        awaitTables("closed shards end", leases -> leases.ended().equals(closed));
        for (Application each : applications) {
            Processed processed = read(each);
            processed.verifyOrder();
            assertThat(closed).as(each.name()).containsAll(processed.ended());
            assertThat(metricsOf(each)).contains("RecordsProcessed", "MillisBehindLatest");
        }
        for (Leases leases : tables) {
            assertThat(leases.breaches()).isEmpty();
        }
        calls.add(server.endpoint());
        calls.subtract(clients.own().counts());
    }

    /// What the applications called; complete when all is finished.
    Calls calls() {
        return calls;
    }

    /// Workers of an application that processed something.
    Set<String> busyWorkers(String name) throws IOException {
        Set<String> busy = new TreeSet<>();
        for (Application each : applications) {
            if (each.name().equals(name)) {
                busy.addAll(read(each).busyWorkers());
            }
        }
        return busy;
    }

    private List<String> metricsOf(Application application) {
        return clients.metrics().listMetrics(r -> r.namespace(application.name())).metrics().stream()
                .map(Metric::metricName)
                .toList();
    }

    private List<Shard> openShards() {
        List<Shard> open = new ArrayList<>(shards());
        open.removeIf(shard -> shard.sequenceNumberRange().endingSequenceNumber() != null);
        open.sort(
                Comparator.comparing(
                        shard -> new BigInteger(shard.hashKeyRange().startingHashKey())));
        return open;
    }

    private Set<String> closedShards() {
        Set<String> closed = new TreeSet<>();
        for (Shard shard : shards()) {
            if (shard.sequenceNumberRange().endingSequenceNumber() != null) {
                closed.add(shard.shardId());
            }
        }
        return closed;
    }

    private List<Shard> shards() {
        return clients.kinesis().listShards(r -> r.streamName(STREAM)).shards();
    }

    private static Processed read(Application application) throws IOException {
        return Processed.read(application.logs());
    }

    private void awaitAll(String what, Duration bound, Of<Application> condition) throws Exception {
        for (Application each : applications) {
            Eventually.await(
                    each.name() + ": " + what, bound, () -> condition.holds(each), each::output);
        }
    }

    /// @return how long it took until it had been true of each table
    private Duration awaitTables(String what, Of<Leases> condition) throws Exception {
        Duration taken = Duration.ZERO;
        for (int i = 0; i < tables.size(); i++) {
            Leases leases = tables.get(i);
            Application application = applications.get(i);
            taken =
                    taken.plus(
                            Eventually.await(
                                    application.name() + ": " + what,
                                    SOON,
                                    () -> condition.holds(leases),
                                    () -> leases.look() + "\n" + application.output()));
        }
        return taken;
    }

    @Override
    public void close() {
        producer.close();
        applications.forEach(Application::close);
        tables.forEach(Leases::close);
        clients.close();
        server.close();
    }
}
