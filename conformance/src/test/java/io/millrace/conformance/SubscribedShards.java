package io.millrace.conformance;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.ChildShard;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StartingPosition;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponseHandler;

/// Reads shards by enhanced fan-out, and subscribes anew where it left off every other second.
final class SubscribedShards implements LineageFollower.ShardReading {
    private static final long LIFE_NANOS = 2_000_000_000;

    /// Far longer than a subscription gives itself, a heartbeat and the five seconds within which
    /// another is refused.
    private static final long PATIENCE_SECONDS = 30;

    private static final long PAUSE_NANOS = 100_000_000;

    private final KinesisAsyncClient client;
    private final String consumer;
    private final ReceivedNumbers received;
    private final Set<ShardEvents> live = ConcurrentHashMap.newKeySet();
    private final AtomicInteger renewals = new AtomicInteger();
    private volatile boolean ending;

    /// @param consumer its ARN
    SubscribedShards(KinesisAsyncClient client, String consumer, ReceivedNumbers received) {
        this.client = client;
        this.consumer = consumer;
        this.received = received;
    }

    @Override
    public List<ChildShard> read(String shard) throws Exception {
        StartingPosition at =
                StartingPosition.builder().type(ShardIteratorType.TRIM_HORIZON).build();
        while (!ending) {
            switch (subscribe(shard, at)) {
                case ShardEvents.Turn.Closed(List<ChildShard> children) -> {
                    return children;
                }
                case ShardEvents.Turn.Interrupted(String behind) -> {
                    renewals.incrementAndGet();
                    if (behind != null) {
                        at =
                                StartingPosition.builder()
                                        .type(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                                        .sequenceNumber(behind)
                                        .build();
                    }
                }
            }
        }
        return List.of();
    }

    /// Subscribes, again and again while the former subscription bars it, and takes what comes.
    private ShardEvents.Turn subscribe(String shard, StartingPosition at)
            throws InterruptedException, ExecutionException, TimeoutException {
        long startedNanos = System.nanoTime();
        while (true) {
            try {
                return follow(shard, at);
            } catch (ExecutionException e) {
                boolean patient =
                        System.nanoTime() - startedNanos < PATIENCE_SECONDS * 1_000_000_000L;
                if (!patient || !(e.getCause() instanceof ResourceInUseException)) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private ShardEvents.Turn follow(String shard, StartingPosition at)
            throws InterruptedException, ExecutionException, TimeoutException {
        ShardEvents events = new ShardEvents(received, LIFE_NANOS);
        live.add(events);
        try {
            var _ =
                    client.subscribeToShard(
                                    r ->
                                            r.consumerARN(consumer)
                                                    .shardId(shard)
                                                    .startingPosition(at),
                                    SubscribeToShardResponseHandler.builder()
                                            .subscriber(() -> events)
                                            .build())
                            .whenComplete((_, failure) -> {
                                if (failure != null) {
                                    events.onError(failure);
                                }
                            });
            if (ending) {
                events.giveUp();
            }
            return events.await(PATIENCE_SECONDS);
        } finally {
            live.remove(events);
        }
    }

    /// Subscriptions that followed another one to the same shard.
    int renewals() {
        return renewals.get();
    }

    /// Lets no shard be read any further.
    void end() {
        ending = true;
        live.forEach(ShardEvents::giveUp);
    }
}
