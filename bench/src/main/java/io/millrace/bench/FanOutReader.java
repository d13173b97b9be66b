package io.millrace.bench;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEventStream;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponseHandler;

/// One subscription under measurement: how long each record took to come, one event after the
/// other, or one event only if it is to stall.
final class FanOutReader implements Subscriber<SubscribeToShardEventStream> {
    private static final long MAX_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long PATIENCE_SECONDS = 60;

    private final boolean reads;
    private final CompletableFuture<Void> first = new CompletableFuture<>();
    private final LongAdder records = new LongAdder();
    private final LongAdder events = new LongAdder();
    private final LongAdder broken = new LongAdder();
    private @Nullable Subscription subscription;

    /// Of all readers of the process.
    private static final ConcurrentHistogram NANOS = histogram();

    /// What was put.
    ///
    /// @param nanos from due to answered, of each put
    record Puts(long records, long failed, Histogram nanos) {}

    /// One for times.
    static ConcurrentHistogram histogram() {
        return new ConcurrentHistogram(MAX_NANOS, 3);
    }

    /// Nanoseconds since then, as a histogram takes them.
    static long since(long thenNanos) {
        return Math.clamp(System.nanoTime() - thenNanos, 1, MAX_NANOS);
    }

    /// @param reads whether it goes on after the first event
    FanOutReader(KinesisAsyncClient client, String consumer, int shard, boolean reads) {
        this.reads = reads;
        var _ =
                client.subscribeToShard(
                                r ->
                                        r.consumerARN(consumer)
                                                .shardId(
                                                        String.format(
                                                                Locale.ROOT,
                                                                "shardId-%012d",
                                                                shard))
                                                .startingPosition(
                                                        p -> p.type(ShardIteratorType.LATEST)),
                                SubscribeToShardResponseHandler.builder()
                                        .onEventStream(sent -> sent.subscribe(this))
                                        .build())
                        .whenComplete((_, thrown) -> {
                            if (thrown != null) {
                                first.completeExceptionally(thrown);
                            }
                        });
    }

    @Override
    public void onSubscribe(Subscription made) {
        subscription = made;
        made.request(1);
    }

    @Override
    public void onNext(SubscribeToShardEventStream sent) {
        if (sent instanceof SubscribeToShardEvent event) {
            events.increment();
            for (Record record : event.records()) {
                NANOS.recordValue(since(record.data().asByteBuffer().getLong()));
            }
            records.add(event.records().size());
            first.complete(null);
        }
        Subscription asked = subscription;
        if (asked != null && (reads || !first.isDone())) {
            asked.request(1);
        }
    }

    @Override
    public void onError(Throwable thrown) {
        broken.increment();
        first.completeExceptionally(thrown);
    }

    @Override
    public void onComplete() {
        broken.increment();
    }

    void awaitFirst() {
        first.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    boolean reads() {
        return reads;
    }

    long records() {
        return records.sum();
    }

    void reset() {
        records.reset();
        events.reset();
        NANOS.reset();
    }

    /// What all of them saw, as a JSON line.
    static String summary(List<FanOutReader> readers, Puts puts, int seconds) {
        Histogram nanos = NANOS.copy();
        long events = readers.stream().mapToLong(reader -> reader.events.sum()).sum();
        long broken = readers.stream().mapToLong(reader -> reader.broken.sum()).sum();
        long reading = readers.stream().filter(FanOutReader::reads).count();
        double megabytes = nanos.getTotalCount() * 1024e-6 / Math.max(1, seconds);
        return String.format(
                Locale.ROOT,
                "{\"mode\":\"fan-out\",\"subscriptions\":%d,\"seconds\":%d,\"records_put\":%d,"
                        + "\"failed_puts\":%d,\"records_received\":%d,\"events\":%d,\"broken\":%d,"
                        + "\"megabytes_per_second\":%.1f,"
                        + "\"megabytes_per_second_each\":%.3f,\"p50_ms\":%.3f,\"p99_ms\":%.3f,"
                        + "\"p999_ms\":%.3f,\"max_ms\":%.3f,"
                        + "\"put_p50_ms\":%.3f,\"put_p99_ms\":%.3f,\"put_max_ms\":%.3f}",
                readers.size(),
                seconds,
                puts.records(),
                puts.failed(),
                nanos.getTotalCount(),
                events,
                broken,
                megabytes,
                megabytes / Math.max(1, reading),
                nanos.getValueAtPercentile(50) / 1e6,
                nanos.getValueAtPercentile(99) / 1e6,
                nanos.getValueAtPercentile(99.9) / 1e6,
                nanos.getMaxValue() / 1e6,
                puts.nanos().getValueAtPercentile(50) / 1e6,
                puts.nanos().getValueAtPercentile(99) / 1e6,
                puts.nanos().getMaxValue() / 1e6);
    }
}
