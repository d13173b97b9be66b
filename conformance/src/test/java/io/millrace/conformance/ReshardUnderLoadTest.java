package io.millrace.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Behaviour;
import io.millrace.testkit.MillraceProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.Shard;

/// Shards split, merge and are counted anew at random while they are written and read, by polling
/// and by fan-out: nothing acknowledged is lost, nothing comes twice or out of order.
///
/// `-Dmillrace.reshard.seconds=N` runs longer, `-Dmillrace.reshard.seed=N` makes the choices of an
/// earlier run.
class ReshardUnderLoadTest {
    private static final int SECONDS = Integer.getInteger("millrace.reshard.seconds", 20);
    private static final int WRITERS = 12;
    private static final String STREAM = "resharded";

    /// Slow enough for subscriptions to shards to be renewed, too.
    private static final int MOST_PAUSE_MILLIS = 800;

    private static final long LOOK_AGAIN_NANOS = 100_000_000;

    /// For readers to come to the end of what was written.
    private static final long CATCH_UP_SECONDS = 120;

    @TempDir Path data;

    private final long seed = Long.getLong("millrace.reshard.seed", new Random().nextLong());
    private final Map<String, Long> last = new TreeMap<>();
    private final Map<String, Set<Long>> acknowledged = new TreeMap<>();
    private final ReceivedNumbers polled = new ReceivedNumbers();
    private final ReceivedNumbers pushed = new ReceivedNumbers();

    ReshardUnderLoadTest() {
        for (int i = 0; i < WRITERS; i++) {
            last.put("key" + i, 0L);
            acknowledged.put("key" + i, new TreeSet<>());
        }
    }

    @Test
    @Behaviour({"K-133", "K-135"})
    void readersOfBothKindsGetEverythingOnceAndInOrderWhileShardsChange() throws Exception {
        System.out.printf("Resharding under load for %d s, seed %d%n", SECONDS, seed);
        try (MillraceProcess server = MillraceProcess.server(data);
                KinesisClient client = Clients.withoutRetries(server.endpoint());
                KinesisAsyncClient async = Clients.asyncOverHttp2(server.endpoint(), true)) {
            String consumer = create(client);
            List<String> first =
                    LineageReader.shards(client, STREAM).stream().map(Shard::shardId).toList();
            PolledShards polling = new PolledShards(client, STREAM, polled);
            SubscribedShards subscribing = new SubscribedShards(async, consumer, pushed);
            LineageFollower byPolling = new LineageFollower(polling, first);
            LineageFollower byFanOut = new LineageFollower(subscribing, first);

            write(server, client, byPolling, byFanOut);
            awaitReaders(byPolling, byFanOut);
            polling.end();
            subscribing.end();
            byPolling.join();
            byFanOut.join();

            LineageReader.checkKeys(acknowledged, polled.byKey());
            LineageReader.checkKeys(acknowledged, pushed.byKey());
            LineageReader.check(server.endpoint(), STREAM, acknowledged);
            System.out.printf(
                    "Read by polling %d records of %d closed shards; by fan-out %d of %d, with %d"
                            + " renewals%n",
                    polled.count(),
                    byPolling.finished(),
                    pushed.count(),
                    byFanOut.finished(),
                    subscribing.renewals());
            assertThat(subscribing.renewals()).as("seed %d", seed).isPositive();
            assertThat(server.terminate()).as(server.output()).isZero();
            assertThat(server.output()).doesNotContain("Exception", "\tat ");
        }
    }

    /// Makes the stream.
    ///
    /// @return the ARN of a consumer of it
    private static String create(KinesisClient client) {
        client.createStream(r -> r.streamName(STREAM).shardCount(2));
        String arn =
                client.describeStreamSummary(r -> r.streamName(STREAM))
                        .streamDescriptionSummary()
                        .streamARN();
        return client.registerStreamConsumer(r -> r.streamARN(arn).consumerName("app"))
                .consumer()
                .consumerARN();
    }

    /// Writes and reshards for the time of the test, and looks whether the open shards tile the key
    /// space all the while.
    private void write(
            MillraceProcess server,
            KinesisClient client,
            LineageFollower byPolling,
            LineageFollower byFanOut)
            throws InterruptedException {
        NumberedWriters writers =
                new NumberedWriters(server.endpoint(), STREAM, last, acknowledged);
        Resharder resharder =
                new Resharder(server.endpoint(), STREAM, new Random(seed), MOST_PAUSE_MILLIS);
        try {
            long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
            while (System.nanoTime() - endNanos < 0) {
                LineageReader.checkTiling(LineageReader.shards(client, STREAM));
                byPolling.requireSound();
                byFanOut.requireSound();
                LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            }
        } finally {
            writers.end();
            resharder.end();
        }
        System.out.printf(
                "Acknowledged %d records during %d reshards; %d reshards were refused%n",
                total(), resharder.reshards(), resharder.failures());
        assertThat(writers.failures()).as("puts that failed, seed %d", seed).isZero();
        assertThat(resharder.reshards()).as("seed %d", seed).isPositive();
        assertThat(total()).as("seed %d", seed).isPositive();
    }

    private long total() {
        return acknowledged.values().stream().mapToLong(Set::size).sum();
    }

    /// No put has failed, so there is nothing to read but what was acknowledged.
    private void awaitReaders(LineageFollower byPolling, LineageFollower byFanOut) {
        long total = total();
        long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(CATCH_UP_SECONDS);
        while (polled.count() < total || pushed.count() < total) {
            byPolling.requireSound();
            byFanOut.requireSound();
            assertThat(System.nanoTime() - endNanos)
                    .as(
                            "seed %d: of %d records %d were polled and %d pushed",
                            seed, total, polled.count(), pushed.count())
                    .isNegative();
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }
}
