package io.millrace.cli.copy;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/// Copies one shard, one record at a time: the next is sent when the one before was acknowledged,
/// so none can be overtaken.
final class ShardCopier {
    private static final long POLL_MILLIS = 250;

    private final CopyPlan plan;
    private final CopyState state;
    private final CopyTotals totals;
    private final Rate rate;

    /// Bounds the pages in memory, of up to 10 MiB each.
    private final Semaphore pages = new Semaphore(16);

    ShardCopier(CopyPlan plan, CopyState state, CopyTotals totals, Rate rate) {
        this.plan = plan;
        this.state = state;
        this.totals = totals;
        this.rate = rate;
    }

    /// Copies until the shard's end or, unless it is to follow, what was there at the start.
    ///
    /// @return whether the shard's end was reached
    boolean copy(Shard shard) throws IOException, InterruptedException {
        String id = shard.shardId();
        Placement placement = Placement.of(shard.hashKeyRange());
        String iterator = iterator(id);
        while (iterator != null) {
            long elapsedMillis =
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - plan.startNanos());
            GetRecordsResponse page;
            pages.acquire();
            try {
                page = page(id, iterator);
                for (Record record : page.records()) {
                    send(id, placement, record);
                }
            } finally {
                pages.release();
            }
            totals.behind(id, page.millisBehindLatest());
            iterator = page.nextShardIterator();
            // By the service's own clock: what was there at the start is older than that.
            if (iterator != null && !plan.follow() && page.millisBehindLatest() <= elapsedMillis) {
                totals.behind(id, 0);
                return false;
            }
            if (page.records().isEmpty()) {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
        }
        totals.behind(id, 0);
        state.ended(id);
        return true;
    }

    private GetRecordsResponse page(String shard, String iterator) throws InterruptedException {
        try {
            return plan.persistence()
                    .call(() -> plan.source().getRecords(r -> r.shardIterator(iterator)));
        } catch (ExpiredIteratorException slow) {
            String renewed = iterator(shard);
            return plan.persistence()
                    .call(() -> plan.source().getRecords(r -> r.shardIterator(renewed)));
        }
    }

    private @Nullable String iterator(String shard) throws InterruptedException {
        GetShardIteratorRequest.Builder request =
                GetShardIteratorRequest.builder().streamName(plan.fromStream()).shardId(shard);
        String position = state.position(shard);
        if (position == null) {
            request.shardIteratorType(ShardIteratorType.TRIM_HORIZON);
        } else {
            request.shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                    .startingSequenceNumber(position);
        }
        return plan.persistence()
                .call(() -> plan.source().getShardIterator(request.build()))
                .shardIterator();
    }

    private void send(String shard, Placement placement, Record record)
            throws IOException, InterruptedException {
        rate.await();
        String hashKey = placement.explicitHashKey(record.partitionKey());
        var _ =
                plan.persistence()
                        .call(() ->
                                plan.target()
                                        .putRecord(r ->
                                                r.streamName(plan.toStream())
                                                        .partitionKey(record.partitionKey())
                                                        .explicitHashKey(hashKey)
                                                        .data(record.data())));
        state.copied(shard, record.sequenceNumber());
        totals.count(record.data().asByteArrayUnsafe().length);
    }
}
