package io.millrace.conformance;

import io.millrace.testkit.MillraceProcess;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponseHandler;

/// A program that subscribes with the Java SDK, says so at the first event, and reads until it is
/// killed, or for a minute.
final class SubscribingClient {
    static final String SUBSCRIBED = "subscribed";
    private static final int SECONDS = 60;

    private SubscribingClient() {}

    static MillraceProcess start(URI endpoint, String consumer, String shard) {
        return MillraceProcess.java(
                SubscribingClient.class, List.of(), endpoint.toString(), consumer, shard);
    }

    /// Subscribes.
    ///
    /// @param arguments endpoint, ARN of the consumer, id of the shard
    public static void main(String[] arguments) throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        try (KinesisAsyncClient client = Clients.subscriber(URI.create(arguments[0]))) {
            var handler =
                    SubscribeToShardResponseHandler.builder()
                            .subscriber(_ -> System.out.println(SUBSCRIBED))
                            .build();
            var done =
                    client.subscribeToShard(
                            r ->
                                    r.consumerARN(arguments[1])
                                            .shardId(arguments[2])
                                            .startingPosition(
                                                    p -> p.type(ShardIteratorType.LATEST)),
                            handler);
            var _ = done.whenComplete((_, _) -> over.countDown());
            var _ = over.await(SECONDS, TimeUnit.SECONDS);
        }
    }
}
