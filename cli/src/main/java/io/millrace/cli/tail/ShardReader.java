package io.millrace.cli.tail;

import io.millrace.cli.client.Persistence;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ChildShard;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/// Reads one shard in order: to its end, to its tip, or until interrupted.
///
/// It remembers the sequence number of the last record printed, so whatever becomes of an iterator,
/// the next one continues there: nothing is printed twice, nothing is left out.
final class ShardReader {
    /// What reading came to.
    sealed interface Outcome {
        /// The shard is closed and read.
        ///
        /// @param children empty if the service does not name them
        record Ended(List<ChildShard> children) implements Outcome {}

        /// The shard is open and everything in it was read.
        record AtTip() implements Outcome {}
    }

    private final KinesisClient client;
    private final Persistence persistence;
    private final Semaphore requests;
    private final RecordPrinter printer;
    private final TailPlan plan;

    /// @param requests a permit for each request that may be on its way
    ShardReader(
            KinesisClient client,
            Persistence persistence,
            Semaphore requests,
            RecordPrinter printer,
            TailPlan plan) {
        this.client = client;
        this.persistence = persistence;
        this.requests = requests;
        this.printer = printer;
        this.plan = plan;
    }

    /// Reads `shard` from `start`.
    ///
    /// @throws IOException if the output is gone
    Outcome read(String shard, Start start) throws IOException, InterruptedException {
        String lastPrinted = null;
        String iterator = open(shard, start, lastPrinted);
        while (true) {
            GetRecordsResponse page = next(iterator);
            if (page == null) {
                iterator = open(shard, resumed(start), lastPrinted);
                continue;
            }
            if (page.hasRecords() && !page.records().isEmpty()) {
                printer.print(shard, page.records());
                lastPrinted = page.records().getLast().sequenceNumber();
            }
            if (page.nextShardIterator() == null) {
                return new Outcome.Ended(page.childShards());
            }
            iterator = page.nextShardIterator();
            if (page.records().isEmpty()) {
                boolean atTip = page.millisBehindLatest() == null || page.millisBehindLatest() == 0;
                if (atTip && plan.untilCaughtUp()) {
                    return new Outcome.AtTip();
                }
                plan.pause().await(plan.pollNanos());
            }
        }
    }

    /// The next page; null if the iterator expired.
    private @Nullable GetRecordsResponse next(String iterator) throws InterruptedException {
        requests.acquire();
        try {
            return persistence.call(() -> client.getRecords(b -> b.shardIterator(iterator)));
        } catch (ExpiredIteratorException e) {
            return null;
        } finally {
            requests.release();
        }
    }

    /// Where to go on when nothing was printed yet: "latest" means since the command began, not
    /// since the iterator was lost.
    private Start resumed(Start start) {
        Instant began = plan.began();
        return start instanceof Start.Latest ? new Start.At(began) : start;
    }

    private String open(String shard, Start start, @Nullable String lastPrinted)
            throws InterruptedException {
        GetShardIteratorRequest.Builder request =
                GetShardIteratorRequest.builder().streamName(plan.stream()).shardId(shard);
        if (lastPrinted != null) {
            request.shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                    .startingSequenceNumber(lastPrinted);
        } else {
            switch (start) {
                case Start.TrimHorizon _ ->
                        request.shardIteratorType(ShardIteratorType.TRIM_HORIZON);
                case Start.Latest _ -> request.shardIteratorType(ShardIteratorType.LATEST);
                case Start.At at ->
                        request.shardIteratorType(ShardIteratorType.AT_TIMESTAMP)
                                .timestamp(at.instant());
            }
        }
        return persistence.call(() -> client.getShardIterator(request.build())).shardIterator();
    }
}
