package io.millrace.cli.copy;

import io.millrace.cli.terminal.Failure;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/// Makes the target stream if asked to, and waits until it can be written.
final class Destination {
    private static final long PATIENCE_SECONDS = 120;
    private static final long POLL_MILLIS = 200;
    private static final int DAY_HOURS = 24;

    private Destination() {}

    /// Makes sure that there is a target to copy to.
    ///
    /// @throws Failure if it is missing and not to be made
    static void prepare(CopyPlan plan, boolean create) throws InterruptedException {
        StreamDescriptionSummary from = summary(plan, plan.source(), plan.fromStream());
        try {
            summary(plan, plan.target(), plan.toStream());
        } catch (ResourceNotFoundException missing) {
            if (!create) {
                throw new Failure(
                        "the target has no stream " + plan.toStream() + "; --create makes it",
                        missing);
            }
            create(plan, from);
        }
        awaitActive(plan);
    }

    private static void create(CopyPlan plan, StreamDescriptionSummary from)
            throws InterruptedException {
        KinesisClient target = plan.target();
        String stream = plan.toStream();
        var _ =
                target.createStream(r ->
                        r.streamName(stream)
                                .shardCount(from.openShardCount())
                                .maxRecordSizeInKiB(from.maxRecordSizeInKiB()));
        awaitActive(plan);
        if (from.retentionPeriodHours() > DAY_HOURS) {
            var _ =
                    target.increaseStreamRetentionPeriod(r ->
                            r.streamName(stream).retentionPeriodHours(from.retentionPeriodHours()));
        }
    }

    private static void awaitActive(CopyPlan plan) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (summary(plan, plan.target(), plan.toStream()).streamStatus()
                != StreamStatus.ACTIVE) {
            if (System.nanoTime() - deadline > 0) {
                throw new Failure("the target stream did not become ACTIVE");
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private static StreamDescriptionSummary summary(
            CopyPlan plan, KinesisClient client, String stream) throws InterruptedException {
        return plan.persistence()
                .call(() -> client.describeStreamSummary(r -> r.streamName(stream)))
                .streamDescriptionSummary();
    }
}
