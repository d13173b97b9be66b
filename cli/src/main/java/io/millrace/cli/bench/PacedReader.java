package io.millrace.cli.bench;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// One connection that reads the oldest page of a shard, again and again, whenever the {@link
/// Pacer} calls for it. Its meter counts pages and their bytes, keys included.
final class PacedReader implements Paced {
    private static final int OK = 200;
    private static final long PAUSE_AFTER_ERROR_MILLIS = 50;

    /// What it reads.
    ///
    /// @param limit records a page
    record Plan(WireFormat format, String stream, String shard, int limit, Meter meter) {}

    private final Pacer pacer;
    private final Plan plan;
    private final Requests requests;
    private final Replies replies;
    private final CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
    private String iterator = "";
    private long keyBytes;

    PacedReader(Pacer pacer, Plan plan) {
        this.pacer = pacer;
        this.plan = plan;
        this.requests = new Requests(plan.format(), plan.stream());
        this.replies = new Replies(plan.format());
    }

    @Override
    public CompletableFuture<@Nullable Void> done() {
        return done;
    }

    @Override
    public @Nullable Call next() {
        if (iterator.isEmpty()) {
            return new Call(
                    "GetShardIterator", requests.shardIterator(plan.shard(), "TRIM_HORIZON"));
        }
        int number = pacer.take();
        if (number == Pacer.NOT_YET) {
            return null;
        }
        if (number == Pacer.ENDED) {
            done.complete(null);
            return null;
        }
        return new Call("GetRecords", requests.getRecords(iterator, plan.limit()));
    }

    @Override
    public long answered(int status, Body body, long elapsedNanos) {
        try {
            if (replies.isThrottling(status, body)) {
                plan.meter().countThrottled(1);
                return 0;
            }
            if (status == OK) {
                take(body, elapsedNanos);
                return 0;
            }
        } catch (IOException e) {
            // Not an answer: an error like any other.
        }
        plan.meter().countErrors(1);
        return PAUSE_AFTER_ERROR_MILLIS;
    }

    private void take(Body body, long elapsedNanos) throws IOException {
        if (iterator.isEmpty()) {
            iterator = replies.scalars(body).getOrDefault("ShardIterator", List.of("")).getFirst();
            return;
        }
        keyBytes = 0;
        Replies.Page page =
                replies.getRecords(body, (key, data, length) -> keyBytes += key.length());
        plan.meter().count(1, page.dataBytes() + keyBytes, elapsedNanos);
    }

    @Override
    public void failed(Throwable cause) {
        plan.meter().countErrors(1);
    }
}
