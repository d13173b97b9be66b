package io.millrace.cli.bench;

import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// One connection that reads shards to their tips, one after the other, or one shard for ever.
final class ShardReading implements Conversation {
    private static final int OK = 200;
    private static final int PAGE_RECORDS = 10_000;
    private static final long PAUSE_AFTER_ERROR_MILLIS = 50;

    /// As often as AWS allows reads of a shard; a page of ten megabytes closes it for five seconds.
    private static final long PAUSE_AFTER_THROTTLING_MILLIS = 200;

    private static final int MAX_ERRORS_IN_A_ROW = 100;

    /// What all connections of a reading share.
    ///
    /// @param shards those not begun yet
    /// @param from `TRIM_HORIZON` or `LATEST`
    /// @param endsAtTip whether a shard is done with once everything in it was read
    record Plan(
            WireFormat format,
            String stream,
            Queue<String> shards,
            String from,
            boolean endsAtTip,
            Replies.RecordSink sink,
            Meter meter) {}

    private final Plan plan;
    private final Requests requests;
    private final Replies replies;
    private final CompletableFuture<@Nullable Void> placed = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
    private String shard = "";
    private String iterator = "";
    private int errorsInARow;

    ShardReading(Plan plan) {
        this.plan = plan;
        this.requests = new Requests(plan.format(), plan.stream());
        this.replies = new Replies(plan.format());
    }

    /// Completed when it has its first place in a shard.
    CompletableFuture<@Nullable Void> placed() {
        return placed;
    }

    /// Completed when there is no shard left; failed when reading is of no use.
    CompletableFuture<@Nullable Void> done() {
        return done;
    }

    @Override
    public @Nullable Call next() {
        if (done.isDone()) {
            return null;
        }
        if (shard.isEmpty()) {
            String begun = plan.shards().poll();
            if (begun == null) {
                placed.complete(null);
                done.complete(null);
                return null;
            }
            shard = begun;
        }
        return iterator.isEmpty()
                ? new Call("GetShardIterator", requests.shardIterator(shard, plan.from()))
                : new Call("GetRecords", requests.getRecords(iterator, PAGE_RECORDS));
    }

    @Override
    public long answered(int status, Body body, long elapsedNanos) {
        try {
            if (status != OK) {
                boolean throttled = replies.isThrottling(status, body);
                long pauseMillis = refused(status + " " + replies.scalars(body));
                return throttled ? PAUSE_AFTER_THROTTLING_MILLIS : pauseMillis;
            }
            if (iterator.isEmpty()) {
                iterator =
                        replies.scalars(body).getOrDefault("ShardIterator", List.of("")).getFirst();
                placed.complete(null);
            } else {
                take(replies.getRecords(body, plan.sink()), elapsedNanos);
            }
            errorsInARow = 0;
            return 0;
        } catch (IOException e) {
            return refused(String.valueOf(e.getMessage()));
        }
    }

    private void take(Replies.Page page, long elapsedNanos) {
        plan.meter().count(page.records(), page.dataBytes(), elapsedNanos);
        boolean atTip = page.records() == 0 && page.millisBehindLatest() == 0;
        iterator = page.nextIterator();
        if (iterator.isEmpty() || (atTip && plan.endsAtTip())) {
            shard = "";
            iterator = "";
        }
    }

    @Override
    public void failed(Throwable cause) {
        long _ = refused(String.valueOf(cause.getMessage()));
    }

    private long refused(String answer) {
        plan.meter().countErrors(1);
        errorsInARow++;
        if (errorsInARow > MAX_ERRORS_IN_A_ROW) {
            done.completeExceptionally(new IOException("cannot read " + shard + ": " + answer));
        }
        return PAUSE_AFTER_ERROR_MILLIS;
    }
}
