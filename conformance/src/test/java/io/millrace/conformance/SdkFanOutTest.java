package io.millrace.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Behaviour;
import io.millrace.testkit.MillraceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.ChildShard;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StartingPosition;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponseHandler;

/// Enhanced fan-out of the packaged server: the Java SDK over h2c and over TLS without ALPN, and
/// HTTP/1.1 as botocore speaks it.
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SdkFanOutTest {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// The longest silence of a subscription: who has left is noticed by then.
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);

    private static final AtomicInteger STREAMS = new AtomicInteger();
    private static final String SHARD = "shardId-000000000000";

    @TempDir static Path data;
    private static MillraceProcess server;

    @BeforeAll
    static void start() {
        server = MillraceProcess.server(data);
    }

    @AfterAll
    static void stop() {
        assertThat(server.terminate()).as(server.output()).isZero();
        assertThat(server.output()).doesNotContain("Exception", "\tat ");
    }

    /// What a call gives, soon.
    private static <T> T soon(CompletableFuture<T> call) {
        try {
            return call.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    private static String create(KinesisAsyncClient client) {
        String stream = "fan-out-" + STREAMS.incrementAndGet();
        soon(client.createStream(r -> r.streamName(stream).shardCount(1)));
        return stream;
    }

    private static String register(KinesisAsyncClient client, String stream, String name) {
        String streamArn =
                soon(client.describeStreamSummary(r -> r.streamName(stream)))
                        .streamDescriptionSummary()
                        .streamARN();
        return soon(client.registerStreamConsumer(r -> r.streamARN(streamArn).consumerName(name)))
                .consumer()
                .consumerARN();
    }

    private static PutRecordResponse put(KinesisAsyncClient client, String stream, String text) {
        return soon(
                client.putRecord(r ->
                        r.streamName(stream)
                                .partitionKey("k")
                                .data(SdkBytes.fromUtf8String(text))));
    }

    /// A subscription of the SDK's, its events in a queue.
    private static final class Reader {
        final BlockingQueue<SubscribeToShardEvent> events = new LinkedBlockingQueue<>();
        final CompletableFuture<Void> done;

        Reader(KinesisAsyncClient client, String consumer, String shard, StartingPosition at) {
            done =
                    client.subscribeToShard(
                            r -> r.consumerARN(consumer).shardId(shard).startingPosition(at),
                            SubscribeToShardResponseHandler.builder()
                                    .subscriber(event -> {
                                        if (event instanceof SubscribeToShardEvent sent) {
                                            events.add(sent);
                                        }
                                    })
                                    .build());
        }

        static Reader from(KinesisAsyncClient client, String consumer, ShardIteratorType type) {
            return new Reader(
                    client, consumer, SHARD, StartingPosition.builder().type(type).build());
        }

        SubscribeToShardEvent next() throws InterruptedException {
            return Objects.requireNonNull(events.poll(20, TimeUnit.SECONDS), "no event for 20 s");
        }

        List<String> texts(int count) throws InterruptedException {
            List<String> texts = new ArrayList<>();
            while (texts.size() < count) {
                next().records().stream()
                        .map(Record::data)
                        .map(SdkBytes::asUtf8String)
                        .forEach(texts::add);
            }
            return texts;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2c", "TLS without ALPN"})
    void theJavaSdkIsSentWhatIsPut(String transport) throws Exception {
        URI endpoint = transport.equals("h2c") ? server.endpoint() : server.tlsEndpoint();
        try (KinesisAsyncClient client = Clients.subscriber(endpoint)) {
            String stream = create(client);
            put(client, stream, "before");
            String consumer = register(client, stream, "c");
            Reader reader = Reader.from(client, consumer, ShardIteratorType.TRIM_HORIZON);
            assertThat(reader.texts(1)).containsExactly("before");
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                put(client, stream, "r" + i);
                texts.add("r" + i);
            }
            assertThat(reader.texts(50)).isEqualTo(texts);
            // Silence, longer than the SDK bears it: its read time-out is 10 s.
            SubscribeToShardEvent first = reader.next();
            SubscribeToShardEvent second = reader.next();
            SubscribeToShardEvent third = reader.next();
            assertThat(List.of(first, second, third)).allMatch(e -> e.records().isEmpty());
            assertThat(third.continuationSequenceNumber())
                    .isGreaterThan(first.continuationSequenceNumber());
            assertThat(third.millisBehindLatest()).isZero();
            assertThat(third.hasChildShards()).isFalse();
            assertThat(reader.done).isNotDone();
        }
    }

    @Test
    void aConsumerFollowsASplitAndAMergeByWhatItIsSent() throws Exception {
        try (KinesisAsyncClient client = Clients.subscriber(server.endpoint())) {
            String stream = create(client);
            String consumer = register(client, stream, "c");
            Set<String> finished = new HashSet<>();
            Map<String, Reader> readers = new HashMap<>();
            readers.put(SHARD, Reader.from(client, consumer, ShardIteratorType.TRIM_HORIZON));
            List<String> got = new ArrayList<>();
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                put(client, stream, "r" + i);
                expected.add("r" + i);
                if (i == 10) {
                    soon(
                            client.splitShard(r ->
                                    r.streamName(stream)
                                            .shardToSplit(SHARD)
                                            .newStartingHashKey("1" + "0".repeat(38))));
                } else if (i == 20) {
                    soon(
                            client.mergeShards(r ->
                                    r.streamName(stream)
                                            .shardToMerge("shardId-000000000001")
                                            .adjacentShardToMerge("shardId-000000000002")));
                }
                follow(client, consumer, readers, finished, got);
            }
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (got.size() < expected.size() || finished.size() < 3) {
                assertThat(System.nanoTime() - end).as("%s, %s", got, finished).isNegative();
                follow(client, consumer, readers, finished, got);
            }
            assertThat(got).isEqualTo(expected);
            assertThat(finished)
                    .containsExactlyInAnyOrder(
                            SHARD, "shardId-000000000001", "shardId-000000000002");
        }
    }

    /// Takes what has come; a child is begun once all its parents are finished.
    private static void follow(
            KinesisAsyncClient client,
            String consumer,
            Map<String, Reader> readers,
            Set<String> finished,
            List<String> got)
            throws InterruptedException {
        for (String shard : List.copyOf(readers.keySet())) {
            Reader reader = Objects.requireNonNull(readers.get(shard));
            SubscribeToShardEvent event = reader.events.poll(10, TimeUnit.MILLISECONDS);
            if (event == null) {
                continue;
            }
            event.records().forEach(r -> got.add(r.data().asUtf8String()));
            assertThat(event.continuationSequenceNumber() == null)
                    .isEqualTo(event.hasChildShards());
            if (event.hasChildShards()) {
                soon(reader.done);
                finished.add(shard);
                readers.remove(shard);
                for (ChildShard child : event.childShards()) {
                    if (finished.containsAll(child.parentShards())) {
                        StartingPosition start =
                                StartingPosition.builder()
                                        .type(ShardIteratorType.TRIM_HORIZON)
                                        .build();
                        readers.put(
                                child.shardId(),
                                new Reader(client, consumer, child.shardId(), start));
                    }
                }
            }
        }
    }

    @Test
    @Behaviour({"K-404", "K-405"})
    void aSecondSubscriptionIsRefusedFirstAndTakesOverLater() throws Exception {
        try (KinesisAsyncClient client = Clients.subscriber(server.endpoint())) {
            String stream = create(client);
            String consumer = register(client, stream, "c");
            Reader first = Reader.from(client, consumer, ShardIteratorType.LATEST);
            first.next();
            Throwable refusal = failure(Reader.from(client, consumer, ShardIteratorType.LATEST));
            assertThat(refusal)
                    .isInstanceOf(ResourceInUseException.class)
                    .hasMessageContaining(
                            "Another active subscription exists for this consumer: 000000000000:"
                                    + stream
                                    + ":"
                                    + SHARD
                                    + ":c");
            // A heartbeat later the first is old enough to give way.
            first.next();
            Reader second = takeOver(client, consumer);
            assertThat(failure(first)).isInstanceOf(ResourceInUseException.class);
            put(client, stream, "a");
            assertThat(second.texts(1)).containsExactly("a");
        }
    }

    /// Tries until it is let.
    private static Reader takeOver(KinesisAsyncClient client, String consumer)
            throws InterruptedException {
        Reader reader = Reader.from(client, consumer, ShardIteratorType.LATEST);
        SubscribeToShardEvent first = null;
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (first == null) {
            assertThat(System.nanoTime() - end).isNegative();
            first = reader.events.poll(10, TimeUnit.MILLISECONDS);
            if (first == null && reader.done.isCompletedExceptionally()) {
                reader = Reader.from(client, consumer, ShardIteratorType.LATEST);
            }
        }
        return reader;
    }

    private static Throwable failure(Reader reader) {
        return soon(
                reader.done.handle(
                        (_, thrown) -> thrown.getCause() == null ? thrown : thrown.getCause()));
    }

    private static String request(String consumer, String position) {
        return "{'ConsumerARN':'"
                + consumer
                + "','ShardId':'"
                + SHARD
                + "','StartingPosition':{"
                + position
                + "}}";
    }

    @Test
    @Behaviour({"K-400", "K-408"})
    void botocoreIsSentTheInitialResponseFirstAndThenEvents() throws Exception {
        try (KinesisAsyncClient client = Clients.subscriber(server.endpoint())) {
            String stream = create(client);
            String consumer = register(client, stream, "c");
            try (EventReader reader =
                    EventReader.subscribe(
                            server.endpoint(), request(consumer, "'Type':'TRIM_HORIZON'"))) {
                assertThat(reader.status).isEqualTo(200);
                assertThat(reader.headers)
                        .containsEntry("content-type", "application/vnd.amazon.eventstream")
                        .containsKeys("x-amzn-requestid", "x-amz-id-2");
                EventReader.Frame initial = frame(reader);
                assertThat(initial.type()).isEqualTo("initial-response");
                assertThat(initial.payload()).isEqualTo("{}");
                assertThat(frame(reader).payload()).contains("\"Records\":[]");
                String number = put(client, stream, "hello").sequenceNumber();
                EventReader.Frame event = frame(reader);
                assertThat(event.headers())
                        .containsEntry(":message-type", "event")
                        .containsEntry(":content-type", "application/x-amz-json-1.1");
                assertThat(event.payload())
                        .contains("\"SequenceNumber\":\"" + number + "\"")
                        .contains("\"Data\":\"aGVsbG8=\"")
                        .contains("\"PartitionKey\":\"k\"");
                soon(client.deregisterStreamConsumer(r -> r.consumerARN(consumer)));
                EventReader.Frame gone = frame(reader);
                assertThat(gone.headers())
                        .containsEntry(":message-type", "exception")
                        .containsEntry(":exception-type", "ResourceNotFoundException");
                assertThat(reader.next()).isNull();
            }
        }
    }

    private static EventReader.Frame frame(EventReader reader) throws IOException {
        return Objects.requireNonNull(reader.next(), "the stream ended");
    }

    @Test
    @Behaviour("K-402")
    void errorsBeforeTheStreamAreOrdinaryErrors() throws Exception {
        try (KinesisAsyncClient client = Clients.subscriber(server.endpoint())) {
            String consumer = register(client, create(client), "c");
            try (EventReader reader =
                    EventReader.subscribe(
                            server.endpoint(), request(consumer, "'Type':'AT_TIMESTAMP'"))) {
                assertThat(reader.status).isEqualTo(400);
                assertThat(reader.text()).contains("\"__type\":\"InvalidArgumentException\"");
            }
            try (EventReader reader =
                    EventReader.subscribe(
                            server.endpoint(),
                            request(consumer, "'Type':'LATEST'")
                                    .replace("}}", "},'DryRun':true}"))) {
                assertThat(reader.status).isEqualTo(400);
                assertThat(reader.text()).contains("\"__type\":\"DryRunOperationException\"");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2c", "TLS without ALPN"})
    void aClientOfTheSdkThatIsClosedLeavesNoSubscription(String transport) throws Exception {
        URI endpoint = transport.equals("h2c") ? server.endpoint() : server.tlsEndpoint();
        awaitSubscriptions(0, PATIENCE);
        try (KinesisAsyncClient client = Clients.subscriber(endpoint)) {
            String stream = create(client);
            Reader.from(client, register(client, stream, "c"), ShardIteratorType.LATEST).next();
            Reader.from(client, register(client, stream, "d"), ShardIteratorType.LATEST).next();
            awaitSubscriptions(2, PATIENCE);
        }
        awaitSubscriptions(0, HEARTBEAT);
    }

    @Test
    void aProcessWithTheSdkThatIsKilledLeavesNoSubscription() throws Exception {
        awaitSubscriptions(0, PATIENCE);
        try (KinesisAsyncClient client = Clients.subscriber(server.endpoint())) {
            String consumer = register(client, create(client), "killed");
            try (MillraceProcess process =
                    SubscribingClient.start(server.endpoint(), consumer, SHARD)) {
                await(() -> process.output().contains(SubscribingClient.SUBSCRIBED), PATIENCE);
                awaitSubscriptions(1, PATIENCE);
                process.kill();
            }
            awaitSubscriptions(0, HEARTBEAT);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void botocoreThatIsKilledLeavesNoSubscription(boolean reset) throws Exception {
        awaitSubscriptions(0, PATIENCE);
        try (KinesisAsyncClient client = Clients.subscriber(server.endpoint())) {
            String consumer = register(client, create(client), "killed");
            EventReader reader =
                    EventReader.subscribe(server.endpoint(), request(consumer, "'Type':'LATEST'"));
            frame(reader);
            awaitSubscriptions(1, PATIENCE);
            if (reset) {
                reader.kill();
            } else {
                // What the kernel does for a process that has read everything.
                frame(reader);
                reader.close();
            }
            awaitSubscriptions(0, HEARTBEAT);
        }
    }

    private static void awaitSubscriptions(int count, Duration patience) {
        await(() -> subscriptions() == count, patience);
    }

    private static void await(BooleanSupplier condition, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - end).as("within %s", patience).isNegative();
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    private static double subscriptions() {
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpRequest request =
                    HttpRequest.newBuilder(server.endpoint().resolve("/metrics"))
                            .timeout(Duration.ofSeconds(10))
                            .build();
            return http.send(request, HttpResponse.BodyHandlers.ofLines())
                    .body()
                    .filter(line -> line.startsWith("millrace_subscriptions "))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
