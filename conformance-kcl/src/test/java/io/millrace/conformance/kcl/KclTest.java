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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.kinesis.model.ScalingType;
import software.amazon.awssdk.services.kinesis.model.Shard;

/// KCL 3.5, unmodified, in full: an application that polls and one that is pushed to share a stream
/// while shards, workers and the server come and go.
class KclTest {
    private static final String STREAM = "orders";
    private static final Duration FAILOVER = Duration.ofMillis(5_000);

    /// KCL waits up to 30 s, by chance, before it fills an empty lease table.
    private static final Duration FIRST = Duration.ofSeconds(120);

    private static final Duration SOON = Duration.ofSeconds(90);

    @TempDir Path directory;
    private Server server;
    private Clients clients;
    private Producer producer;
    private final List<Application> applications = new ArrayList<>();
    private final List<Leases> tables = new ArrayList<>();
    private final Calls calls = new Calls();

    @BeforeEach
    void start() {
        server = Server.on(directory.resolve("data"));
        clients = Clients.of(server.endpoint());
        clients.kinesis().createStream(r -> r.streamName(STREAM).shardCount(4));
        producer = Producer.start(clients.kinesis(), STREAM);
        for (String name : List.of("polling", "pushed")) {
            boolean fanOut = name.equals("pushed");
            applications.add(
                    new Application(name, STREAM, fanOut, server.endpoint(), directory));
            tables.add(Leases.watch(clients.tables(), name));
        }
    }

    @AfterEach
    void stop() {
        producer.close();
        applications.forEach(Application::close);
        tables.forEach(Leases::close);
        clients.close();
        server.close();
    }

    @Test
    void everyRecordIsProcessedInOrderWhileShardsWorkersAndTheServerComeAndGo() throws Exception {
        // Two workers that begin a new application in the same instant race for a row of KCL's own,
        // and the loser does not recover: so one after the other.
        applications.forEach(each -> each.start(Library.KCL_3, "one"));
        awaitAll("the first worker processes", FIRST, each -> read(each).records() > 0);
        applications.forEach(each -> each.start(Library.KCL_3, "two"));
        awaitTables("the second worker has leases", leases -> leases.heldBy("two") > 0);
        awaitAll("both work", SOON, each -> read(each).busyWorkers().size() == 2);

        reshard();
        calls.add(server.endpoint());
        server.killAndRestart();
        awaitProgress();

        applications.forEach(each -> each.kill("two"));
        Duration taken =
                awaitTables("others hold them", leases -> leases.areHeldByOthersThan("two"));
        assertThat(taken).isLessThan(FAILOVER.multipliedBy(3));

        applications.forEach(each -> each.start(Library.KCL_3, "three"));
        awaitTables("the new worker has leases", leases -> leases.heldBy("three") > 0);
        for (Application each : applications) {
            assertThat(each.stop("one")).as(each.output("one")).isZero();
        }
        awaitTables("the last has all", leases -> leases.areHeldByOthersThan("one"));
        awaitProgress();

        Map<String, Long> acknowledged = producer.stop();
        awaitAll("everything is processed", SOON, each -> isDone(read(each), acknowledged));
        verify();
        calls.add(server.endpoint());
        calls.subtract(clients.own().counts());
        calls.verify(Library.KCL_3.directory(), Library.KCL_3.title() + ", polling and fan-out");
    }

    /// A split, a merge and a scale-out, while records flow.
    private void reshard() {
        List<Shard> open = openShards();
        Shard first = open.getFirst();
        BigInteger from = new BigInteger(first.hashKeyRange().startingHashKey());
        BigInteger to = new BigInteger(first.hashKeyRange().endingHashKey());
        clients.kinesis()
                .splitShard(r ->
                        r.streamName(STREAM)
                                .shardToSplit(first.shardId())
                                .newStartingHashKey(from.add(to).shiftRight(1).toString()));
        clients.kinesis()
                .mergeShards(r ->
                        r.streamName(STREAM)
                                .shardToMerge(open.get(2).shardId())
                                .adjacentShardToMerge(open.get(3).shardId()));
        clients.kinesis()
                .updateShardCount(r ->
                        r.streamName(STREAM)
                                .targetShardCount(6)
                                .scalingType(ScalingType.UNIFORM_SCALING));
    }

    private List<Shard> openShards() {
        List<Shard> open = new ArrayList<>(shards());
        open.removeIf(shard -> shard.sequenceNumberRange().endingSequenceNumber() != null);
        open.sort(
                Comparator.comparing(
                        shard -> new BigInteger(shard.hashKeyRange().startingHashKey())));
        return open;
    }

    private List<Shard> shards() {
        return clients.kinesis().listShards(r -> r.streamName(STREAM)).shards();
    }

    /// Waits until every application has processed what is written only now.
    private void awaitProgress() throws Exception {
        Map<String, Long> before = producer.acknowledged();
        awaitAll(
                "records written from now on are processed",
                SOON,
                each ->
                        read(each).upTo().entrySet().stream()
                                .allMatch(key ->
                                        key.getValue() > before.getOrDefault(key.getKey(), 0L)));
    }

    private static boolean isDone(Processed processed, Map<String, Long> acknowledged) {
        Map<String, Long> upTo = processed.upTo();
        return acknowledged.entrySet().stream()
                .allMatch(key -> upTo.getOrDefault(key.getKey(), 0L) >= key.getValue());
    }

    private void verify() throws Exception {
        Set<String> closed = new TreeSet<>();
        for (Shard shard : shards()) {
            if (shard.sequenceNumberRange().endingSequenceNumber() != null) {
                closed.add(shard.shardId());
            }
        }
        assertThat(closed).hasSizeGreaterThan(3);
        awaitTables("closed shards end", leases -> leases.ended().containsAll(closed));
        for (Application each : applications) {
            Processed processed = read(each);
            processed.verifyOrder();
            assertThat(processed.ended()).as(each.name()).isEqualTo(closed);
            assertThat(processed.busyWorkers()).as(each.name()).hasSize(3);
        }
        for (Leases leases : tables) {
            assertThat(leases.breaches()).isEmpty();
        }
        List<String> names =
                clients
                        .metrics()
                        .listMetrics(r -> r.namespace("polling"))
                        .metrics()
                        .stream()
                        .map(Metric::metricName)
                        .toList();
        assertThat(names).contains("RecordsProcessed", "MillisBehindLatest");
    }

    /// What can be said of an application.
    @FunctionalInterface
    private interface Of<T> {
        boolean holds(T each) throws IOException;
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

    /// @return how long it took until it was true of all tables at least once
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
}
