package io.millrace.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Behaviour;
import io.millrace.testkit.ClientCalls;
import io.millrace.testkit.MillraceProcess;
import io.millrace.testkit.TestClient;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponseHandler;

/// Every operation that the AWS SDK for Java v2 models, over every transport and in both formats.
/// What was called is put down in `docs/clients`.
class OperationsTest {
    private static final String SUBSCRIBE = "SubscribeToShard";
    private static final long PATIENCE_SECONDS = 30;

    @TempDir static Path data;
    private static MillraceProcess server;
    private static MillraceProcess limited;

    @BeforeAll
    static void start() {
        server = MillraceProcess.server(data.resolve("server"));
        limited = MillraceProcess.server(data.resolve("limited"), "--limits", "aws");
    }

    @AfterAll
    static void stop() {
        assertThat(limited.terminate()).as(limited.output()).isZero();
        assertThat(server.terminate()).as(server.output()).isZero();
        assertThat(server.output()).doesNotContain("Exception", "\tat ");
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour("K-103")
    void everyOperationSucceedsAndIsRefused(Transport transport) throws Exception {
        ClientCalls calls = new ClientCalls(transport.client());
        String name = transport.name().toLowerCase(Locale.ROOT);
        try (KinesisClient kinesis = transport.connect(server, calls::add);
                KinesisClient tooOften = transport.connect(limited, calls::add)) {
            new OperationsRound(kinesis, name).run();
            OperationsRound.exceed(tooOften);
            if (transport.client() == TestClient.JAVA_ASYNC) {
                subscribe(transport, kinesis, name + "-fan-out", calls);
            }
        }
        calls.verify();
    }

    private static void subscribe(
            Transport transport, KinesisClient kinesis, String stream, ClientCalls calls)
            throws Exception {
        kinesis.createStream(r -> r.streamName(stream).shardCount(1));
        kinesis.putRecord(
                r -> r.streamName(stream).partitionKey("k").data(SdkBytes.fromUtf8String("hello")));
        String consumer =
                kinesis.registerStreamConsumer(
                                r -> r.streamARN(OperationsRound.ARN + stream).consumerName("app"))
                        .consumer()
                        .consumerARN();
        try (KinesisAsyncClient client = transport.async(server)) {
            CompletableFuture<SubscribeToShardEvent> first = new CompletableFuture<>();
            CompletableFuture<Void> done = subscribe(client, consumer, "0", first);
            CompletableFuture.anyOf(first, done).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            SubscribeToShardEvent event = first.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(event.records().getFirst().data().asUtf8String()).isEqualTo("hello");
            calls.add(SUBSCRIBE, ClientCalls.OK);
            CompletableFuture<Void> refused =
                    subscribe(client, consumer, "7", new CompletableFuture<>());
            calls.add(SUBSCRIBE, errorOf(refused));
        }
    }

    private static CompletableFuture<Void> subscribe(
            KinesisAsyncClient client,
            String consumer,
            String shard,
            CompletableFuture<SubscribeToShardEvent> first) {
        return client.subscribeToShard(
                r ->
                        r.consumerARN(consumer)
                                .shardId(shard)
                                .startingPosition(p -> p.type(ShardIteratorType.TRIM_HORIZON)),
                SubscribeToShardResponseHandler.builder()
                        .subscriber(event -> {
                            if (event instanceof SubscribeToShardEvent sent) {
                                first.complete(sent);
                            }
                        })
                        .build());
    }

    private static String errorOf(CompletableFuture<Void> refused) throws Exception {
        try {
            refused.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            String error = OperationsRound.errorOf(e.getCause());
            assertThat(error).isEqualTo(OperationsRound.NOT_FOUND);
            return error;
        }
        throw new AssertionError("a subscription to a shard that is not there was not refused");
    }
}
