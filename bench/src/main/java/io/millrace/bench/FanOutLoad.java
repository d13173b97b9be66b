package io.millrace.bench;

import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/// Drives enhanced fan-out of a running server with the AWS SDK for Java: puts records at a steady
/// rate and measures, at each consumer, the time from the moment a record was due until its event
/// was parsed. What `bench/fanout.sh` runs.
public final class FanOutLoad {
    private static final int RECORD_BYTES = 1024;

    /// Records under way, at most, while it warms up: cold, a client takes less than it is asked to
    /// put, and what it owed would be in the way later.
    private static final int COLD = 1_000;

    /// Enough for all subscriptions at once; the server announces how many fit a connection.
    private static final int MAX_STREAMS = 20_000;

    /// Longer than any run: a consumer that stalls reads nothing for all of it.
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /// What to do.
    ///
    /// @param recordsPerSecond over all shards
    /// @param batch records in a put
    /// @param stalled consumers, of all, that read one event and no more
    /// @param warmUp seconds before those that count
    private record Plan(
            URI endpoint,
            int consumers,
            int shards,
            int recordsPerSecond,
            int batch,
            int stalled,
            int warmUp,
            int seconds) {}

    private final Plan plan;
    private final KinesisAsyncClient client;

    /// For those that stall: what they do not take must not fill the others' connection.
    private final KinesisAsyncClient stalling;

    private final String stream;
    private final AtomicLong put = new AtomicLong();
    private final AtomicLong failedPuts = new AtomicLong();
    private final AtomicLong inFlight = new AtomicLong();
    private final ConcurrentHistogram putNanos = FanOutReader.histogram();

    private FanOutLoad(Plan plan) {
        this.plan = plan;
        this.stream = "fan-out-" + ThreadLocalRandom.current().nextInt(1 << 30);
        this.client = connect(plan.endpoint());
        this.stalling = plan.stalled() > 0 ? connect(plan.endpoint()) : client;
    }

    private static KinesisAsyncClient connect(URI endpoint) {
        return KinesisAsyncClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create("bench", "bench")))
                .overrideConfiguration(c -> c.retryStrategy(r -> r.maxAttempts(1)))
                .httpClientBuilder(
                        NettyNioAsyncHttpClient.builder()
                                .protocol(Protocol.HTTP2)
                                .maxConcurrency(MAX_STREAMS)
                                .maxPendingConnectionAcquires(2 * MAX_STREAMS)
                                .connectionAcquisitionTimeout(PATIENCE)
                                .readTimeout(PATIENCE))
                .build();
    }

    /// Prints one JSON line.
    ///
    /// @param arguments endpoint, consumers, shards, records per second, batch, stalled consumers,
    ///   seconds of warm-up, seconds
    public static void main(String[] arguments) {
        int[] numbers = new int[arguments.length];
        for (int i = 1; i < arguments.length; i++) {
            numbers[i] = Integer.parseInt(arguments[i]);
        }
        Plan plan =
                new Plan(
                        URI.create(arguments[0]),
                        numbers[1],
                        numbers[2],
                        numbers[3],
                        numbers[4],
                        numbers[5],
                        numbers[6],
                        numbers[7]);
        System.out.println(new FanOutLoad(plan).run());
    }

    private String run() {
        client.createStream(r -> r.streamName(stream).shardCount(plan.shards())).join();
        String arn =
                client.describeStreamSummary(r -> r.streamName(stream))
                        .join()
                        .streamDescriptionSummary()
                        .streamARN();
        List<FanOutReader> readers = new ArrayList<>();
        for (int i = 0; i < plan.consumers(); i++) {
            String name = "c" + i;
            String consumer =
                    client.registerStreamConsumer(r -> r.streamARN(arn).consumerName(name))
                            .join()
                            .consumer()
                            .consumerARN();
            for (int shard = 0; shard < plan.shards(); shard++) {
                boolean reads = i >= plan.stalled();
                readers.add(new FanOutReader(reads ? client : stalling, consumer, shard, reads));
            }
        }
        readers.forEach(FanOutReader::awaitFirst);
        System.err.println("subscribed " + readers.size());
        drive(plan.warmUp(), COLD);
        awaitAll(readers);
        readers.forEach(FanOutReader::reset);
        put.set(0);
        putNanos.reset();
        drive(plan.seconds(), Integer.MAX_VALUE);
        awaitAll(readers);
        FanOutReader.Puts puts = new FanOutReader.Puts(put.get(), failedPuts.get(), putNanos);
        String line = FanOutReader.summary(readers, puts, plan.seconds());
        client.deleteStream(r -> r.streamName(stream).enforceConsumerDeletion(true)).join();
        client.close();
        stalling.close();
        return line;
    }

    /// Puts at the rate of the plan, open loop: what is late does not put off what follows.
    ///
    /// @param most records under way; beyond it puts are left out
    private void drive(int seconds, int most) {
        long start = System.nanoTime();
        long end = start + TimeUnit.SECONDS.toNanos(seconds);
        long periodNanos = 1_000_000_000L * plan.batch() / plan.recordsPerSecond();
        for (long due = start; due - end < 0; due += periodNanos) {
            sleepUntil(due);
            if (inFlight.get() < most) {
                put(due);
            }
        }
    }

    private static void sleepUntil(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private void put(long dueNanos) {
        inFlight.addAndGet(plan.batch());
        if (plan.batch() == 1) {
            SdkBytes data = record(dueNanos);
            var _ =
                    client.putRecord(r -> r.streamName(stream).partitionKey(key()).data(data))
                            .whenComplete(
                                    (_, thrown) -> count(dueNanos, 1, thrown == null ? 0 : 1));
            return;
        }
        List<PutRecordsRequestEntry> entries = new ArrayList<>(plan.batch());
        for (int i = 0; i < plan.batch(); i++) {
            entries.add(
                    PutRecordsRequestEntry.builder()
                            .partitionKey(key())
                            .data(record(dueNanos))
                            .build());
        }
        var _ =
                client.putRecords(r -> r.streamName(stream).records(entries))
                        .whenComplete((answer, thrown) ->
                                count(
                                        dueNanos,
                                        entries.size(),
                                        thrown == null
                                                ? answer.failedRecordCount()
                                                : entries.size()));
    }

    private void count(long dueNanos, int all, int failed) {
        putNanos.recordValue(FanOutReader.since(dueNanos));
        put.addAndGet(all - failed);
        failedPuts.addAndGet(failed);
        inFlight.addAndGet(-all);
    }

    private static String key() {
        return Long.toString(ThreadLocalRandom.current().nextLong(), 36);
    }

    /// Random bytes behind the moment the record was due.
    private static SdkBytes record(long dueNanos) {
        byte[] bytes = new byte[RECORD_BYTES];
        ThreadLocalRandom.current().nextBytes(bytes);
        ByteBuffer.wrap(bytes).putLong(dueNanos);
        return SdkBytes.fromByteArrayUnsafe(bytes);
    }

    /// Waits until all puts have their answers and everybody who reads has everything, or patience
    /// ends.
    private void awaitAll(List<FanOutReader> readers) {
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (System.nanoTime() - patience < 0
                && (inFlight.get() > 0
                        || received(readers) < put.get() * (plan.consumers() - plan.stalled()))) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static long received(List<FanOutReader> readers) {
        return readers.stream().filter(FanOutReader::reads).mapToLong(FanOutReader::records).sum();
    }
}
