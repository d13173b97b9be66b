package io.millrace.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.services.kinesis.model.ChildShard;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEventStream;

/// The events of one subscription, taken one by one as KCL does; it gives itself up after a time.
final class ShardEvents implements Subscriber<SubscribeToShardEventStream> {
    private final ReceivedNumbers received;
    private final long lifeNanos;
    private final long startedNanos = System.nanoTime();
    private final CompletableFuture<Turn> over = new CompletableFuture<>();
    private volatile @Nullable Subscription subscription;
    private volatile @Nullable String behind;

    /// How a subscription ended.
    sealed interface Turn {
        /// The shard is closed and read to its end.
        record Closed(List<ChildShard> children) implements Turn {}

        /// There may be more.
        ///
        /// @param behind the number to go on from; null if no event came
        record Interrupted(@Nullable String behind) implements Turn {}
    }

    ShardEvents(ReceivedNumbers received, long lifeNanos) {
        this.received = received;
        this.lifeNanos = lifeNanos;
    }

    /// Waits for the end.
    ///
    /// @throws ExecutionException for a subscription that was refused or failed
    Turn await(long seconds) throws InterruptedException, ExecutionException, TimeoutException {
        return over.get(seconds, TimeUnit.SECONDS);
    }

    @Override
    public void onSubscribe(Subscription begun) {
        subscription = begun;
        begun.request(1);
    }

    @Override
    public void onNext(SubscribeToShardEventStream event) {
        if (over.isDone()) {
            return;
        }
        try {
            if (event instanceof SubscribeToShardEvent sent) {
                take(sent);
            }
        } catch (RuntimeException | AssertionError e) {
            over.completeExceptionally(e);
        }
        Subscription of = subscription;
        if (of != null) {
            of.request(1);
        }
    }

    private void take(SubscribeToShardEvent event) {
        event.records().forEach(received::add);
        String next = event.continuationSequenceNumber();
        assertThat(next == null).isEqualTo(event.hasChildShards());
        if (next == null) {
            over.complete(new Turn.Closed(event.childShards()));
            return;
        }
        behind = next;
        if (System.nanoTime() - startedNanos > lifeNanos) {
            giveUp();
        }
    }

    /// Leaves the subscription without a word to the server but the reset of its stream.
    void giveUp() {
        over.complete(new Turn.Interrupted(behind));
        Subscription of = subscription;
        if (of != null) {
            of.cancel();
        }
    }

    @Override
    public void onError(Throwable failure) {
        over.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        over.complete(new Turn.Interrupted(behind));
    }
}
