package io.millrace.conformance.kcl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.kinesis.model.ScalingType;
import software.amazon.awssdk.services.kinesis.model.Shard;

/// A server, a stream, and the applications that consume it.
public final class Scenario implements AutoCloseable {
    /// Name of the stream.
    public static final String STREAM = "orders";

    private static final Duration FAILOVER = Duration.ofSeconds(5);

    /// KCL waits up to 30 s, by chance, before it fills an empty lease table.
    private static final Duration FIRST = Duration.ofSeconds(150);

    private static final Duration SOON = Duration.ofSeconds(90);

    private final Path directory;
    private final Server server;
    private final Clients clients;
    private final List<Application> applications = new ArrayList<>();
    private final List<Leases> tables = new ArrayList<>();
    private final Calls calls = new Calls();
    private @Nullable Producer producer;

    /// Starts the server and makes the stream.
    public Scenario(Path directory, int shards) {
        this.directory = directory;
        this.server = Server.on(directory.resolve("data"));
        this.clients = Clients.of(server.endpoint());
        clients.kinesis().createStream(r -> r.streamName(STREAM).shardCount(shards));
    }

    /// Where the server is.
    public URI endpoint() {
        return server.endpoint();
    }

    /// Begins to write.
    void produce() {
        producer = Producer.start(clients.kinesis(), STREAM);
    }

    private Producer producer() {
        return Objects.requireNonNull(producer, "nothing is produced");
    }

    /// Something that is to be true of an application.
    @FunctionalInterface
    private interface Of<T> {
        boolean holds(T each) throws IOException;
    }

    /// Adds an application without workers.
    public void add(String name, boolean fanOut) {
        applications.add(new Application(name, STREAM, fanOut, server.endpoint(), directory));
        tables.add(Leases.watch(clients.tables(), name));
    }

    /// Starts the first worker of each application and waits until it processes records. Two that
    /// begin a new application in the same instant race for a row of KCL's own, and the loser does
    /// not recover.
    public void begin(Library library, String worker) throws Exception {
        applications.forEach(each -> each.start(library, worker));
        awaitAll(worker + " processes records", FIRST, each -> read(each).records() > 0);
    }

    /// Starts one more worker of each application and waits until it has leases and processes.
    void join(Library library, String worker) throws Exception {
        applications.forEach(each -> each.start(library, worker));
        awaitTables(worker + " has leases", leases -> leases.heldBy(worker) > 0);
        awaitAll(worker + " works", SOON, each -> read(each).busyWorkers().contains(worker));
    }

    /// Kills one worker of each application, the first of these that has leases of unfinished
    /// shards, and fails unless others have them soon enough. After a reshard a worker may have
    /// those of ended shards only, for all KCL cares.
    void kill(Library library, String... workers) throws Exception {
        List<Set<String>> held = new ArrayList<>();
        AtomicReference<String> found = new AtomicReference<>("");
        Eventually.await(
                "one of " + List.of(workers) + " has leases",
                SOON,
                () -> {
                    for (String worker : workers) {
                        held.clear();
                        tables.forEach(each -> held.add(each.shardsOf(worker)));
                        found.set(worker);
                        if (held.stream().noneMatch(Set::isEmpty)) {
                            return true;
                        }
                    }
                    return false;
                },
                () -> "");
        applications.forEach(each -> each.kill(found.get()));
        assertThat(awaitOthers(held, found.get()))
                .as("until others had the leases of a dead worker")
                .isLessThan(FAILOVER.multipliedBy(library.takeover()));
    }

    /// Stops a worker of each application gracefully.
    void stop(String worker) throws Exception {
        List<Set<String>> held = tables.stream().map(each -> each.shardsOf(worker)).toList();
        for (Application each : applications) {
            assertThat(each.stop(worker)).as(each.output(worker)).isZero();
        }
        awaitOthers(held, worker);
    }

    /// @return how long it took until others had what a worker had
    private Duration awaitOthers(List<Set<String>> held, String worker) throws Exception {
        long start = System.nanoTime();
        for (int i = 0; i < tables.size(); i++) {
            Set<String> shards = held.get(i);
            await(i, "others have " + shards, each -> each.areHeldByOthers(shards, worker));
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /// Kills the server and starts it again at once.
    void killServer() throws Exception {
        calls.add(server.endpoint());
        server.killAndRestart();
    }

    /// Splits the first open shard in the middle.
    public void split() {
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
    public void merge() {
        List<Shard> open = openShards();
        clients.kinesis()
                .mergeShards(r ->
                        r.streamName(STREAM)
                                .shardToMerge(open.get(open.size() - 2).shardId())
                                .adjacentShardToMerge(open.getLast().shardId()));
    }

    /// Scales to so many shards.
    public void scale(int shards) {
        clients.kinesis()
                .updateShardCount(r ->
                        r.streamName(STREAM)
                                .targetShardCount(shards)
                                .scalingType(ScalingType.UNIFORM_SCALING));
    }

    /// Waits until every application has processed what is written only now.
    void awaitProgress() throws Exception {
        Map<String, Long> before = producer().acknowledged();
        awaitAll(
                "records written from now on are processed",
                SOON,
                each -> {
                    Map<String, Long> upTo = read(each).upTo();
                    return before.entrySet().stream()
                            .allMatch(key -> upTo.getOrDefault(key.getKey(), 0L) > key.getValue());
                });
    }

    /// Waits until every application has processed so many records more than now.
    public void awaitMore(long records) throws Exception {
        for (Application each : applications) {
            long before = read(each).records();
            Eventually.await(
                    each.name() + ": more records are processed",
                    SOON,
                    () -> read(each).records() >= before + records,
                    each::output);
        }
    }

    /// Ends the producer, waits until everything is processed and every closed shard has ended, and
    /// fails unless each application did it right.
    void finish() throws Exception {
        finish(producer().stop());
        for (Application each : applications) {
            read(each).verifyOrder();
        }
    }

    /// The same where others produced, who keep no order.
    ///
    /// @param acknowledged the greatest number by key; all from 1 were acknowledged
    public void finish(Map<String, Long> acknowledged) throws Exception {
        awaitAll("everything is processed", SOON, each -> read(each).hasAll(acknowledged));
        Set<String> closed = closedShards();
        awaitTables("closed shards end", leases -> leases.ended().equals(closed));
        for (Application each : applications) {
            assertThat(closed).as(each.name()).containsAll(read(each).ended());
            assertThat(metricsOf(each)).contains("RecordsProcessed", "MillisBehindLatest");
        }
        for (Leases leases : tables) {
            assertThat(leases.breaches()).isEmpty();
        }
        calls.add(server.endpoint());
        calls.subtract(clients.own().counts());
    }

    /// What the applications called; complete when all is finished.
    public Calls calls() {
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

    /// How many records of an application came as a later part of an aggregate.
    public long laterPartsOf(String name) throws IOException {
        long parts = 0;
        for (Application each : applications) {
            parts += each.name().equals(name) ? read(each).laterParts() : 0;
        }
        return parts;
    }

    private List<String> metricsOf(Application application) {
        return clients
                .metrics()
                .listMetrics(r -> r.namespace(application.name()))
                .metrics()
                .stream()
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

    private void awaitTables(String what, Of<Leases> condition) throws Exception {
        for (int i = 0; i < tables.size(); i++) {
            await(i, what, condition);
        }
    }

    private void await(int index, String what, Of<Leases> condition) throws Exception {
        Leases leases = tables.get(index);
        Application application = applications.get(index);
        Eventually.await(
                application.name() + ": " + what,
                SOON,
                () -> condition.holds(leases),
                () -> leases.look() + "\n" + application.output());
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close();
        }
        applications.forEach(Application::close);
        tables.forEach(Leases::close);
        clients.close();
        server.close();
    }
}
