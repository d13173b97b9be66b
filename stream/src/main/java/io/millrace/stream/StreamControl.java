package io.millrace.stream;

import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The operations that change the catalogue.
final class StreamControl {
    private static final int DEFAULT_MAX_RECORD_KIB = 1024;
    private static final int MIN_RETENTION_HOURS = 24;
    private static final int MAX_RETENTION_HOURS = 8760;

    /// How long a call waits for a reshard to commit before it leaves it to go on by itself.
    private static final long MAX_WAIT_NANOS = 10_000_000_000L;

    private final EngineParts parts;
    private final StreamRemains remains;
    private final ReshardDriver driver;
    private final StateDelay delay;
    private final Quotas quotas;
    private final LongSupplier nanoTime;

    StreamControl(
            EngineParts parts,
            StreamRemains remains,
            ReshardDriver driver,
            StateDelay delay,
            Quotas quotas,
            LongSupplier nanoTime) {
        this.parts = parts;
        this.remains = remains;
        this.driver = driver;
        this.delay = delay;
        this.quotas = quotas;
        this.nanoTime = nanoTime;
    }

    void create(NewStream request) {
        Integer count = request.shardCount();
        StreamMode mode = request.mode();
        if (mode == null) {
            mode = count == null ? StreamMode.ON_DEMAND : StreamMode.PROVISIONED;
        }
        int shards =
                switch (mode) {
                    case PROVISIONED -> provisionedShards(count);
                    case ON_DEMAND -> onDemandShards(count, request.warmMibps());
                };
        TagText.requireAddable(ResourceKey.of(request.key()), request.tags());
        Integer maxRecordKib = request.maxRecordKib();
        Distribution distribution = request.distribution();
        StreamSettings settings =
                StreamSettings.of(
                        mode,
                        maxRecordKib == null ? DEFAULT_MAX_RECORD_KIB : maxRecordKib,
                        distribution == null ? Distribution.USER_PARTITION_KEY : distribution,
                        request.warmMibps(),
                        Tags.of(request.tags()));
        var _ =
                parts.proposer()
                        .decide(
                                new Command.CreateStream(
                                        request.key(), shards, settings, delay.timing(), quotas));
    }

    private static int provisionedShards(@Nullable Integer count) {
        if (count == null) {
            throw Refusals.validation(
                            List.of(
                                    "Value null at 'shardCount' failed to satisfy constraint:"
                                            + " Member must not be null"))
                    .toException();
        }
        return count;
    }

    private int onDemandShards(@Nullable Integer count, @Nullable Integer warmMibps) {
        if (count != null) {
            throw new StreamException(
                    StreamError.INVALID_ARGUMENT,
                    "ShardCount must not be specified for a stream in On-Demand mode.");
        }
        return parts.floor().shards(warmMibps);
    }

    void delete(StreamKey key, boolean enforced) {
        Command.Timing timing = delay.timing();
        Outcome outcome =
                parts.proposer().decide(new Command.DeleteStream(key, enforced, timing, quotas));
        if (timing.immediate() && outcome instanceof Outcome.Applied gone) {
            remains.drop(gone.row().number());
        }
    }

    void split(StreamKey key, String shardId, String newStartingHashKey) {
        int shard = number(key, shardId);
        var _ =
                reshard(
                        new Command.BeginSplit(
                                key, shard, newStartingHashKey, delay.timing(), quotas));
    }

    void merge(StreamKey key, String shardId, String adjacentShardId) {
        int shard = number(key, shardId);
        int adjacent = number(key, adjacentShardId);
        var _ = reshard(new Command.BeginMerge(key, shard, adjacent, delay.timing()));
    }

    ShardCountChange count(StreamKey key, int target) {
        int before = reshard(new Command.BeginCount(key, target, delay.timing(), quotas));
        return new ShardCountChange(before, target);
    }

    private static int number(StreamKey key, String shardId) {
        int number = ShardIds.parse(shardId);
        if (number == ShardIds.NONE) {
            throw Refusals.shardNotFound(key, shardId).toException();
        }
        return number;
    }

    /// Begins a reshard, and without a state delay sees it through.
    ///
    /// @return open shards before
    private int reshard(Command begin) {
        Outcome outcome = parts.proposer().decide(begin);
        if (!(outcome instanceof Outcome.Applied begun)) {
            throw new IllegalStateException(begin + " led to " + outcome);
        }
        Reshard reshard = begun.row().reshard();
        if (reshard != null) {
            driver.drive(begun.row().number());
        }
        if (reshard != null && delay.isNone()) {
            awaitEnd(begun.row().number(), reshard.id());
        }
        return begun.openBefore();
    }

    private void awaitEnd(long stream, long reshard) {
        long deadlineNanos = nanoTime.getAsLong() + MAX_WAIT_NANOS;
        boolean inTime = true;
        while (inTime) {
            var change = parts.changes().next(stream, deadlineNanos);
            StreamRow row = parts.catalogue().find(stream);
            Reshard now = row == null ? null : row.reshard();
            if (now == null || now.id() != reshard) {
                change.cancel(false);
                return;
            }
            inTime = change.join();
        }
    }

    void retain(StreamKey key, int hours, boolean increase) {
        if (hours < 1 || hours > MAX_RETENTION_HOURS) {
            throw Refusals.validation(
                            List.of(
                                    "Value '"
                                            + hours
                                            + "' at 'retentionPeriodHours' failed to satisfy"
                                            + " constraint: Member must have value "
                                            + (hours < 1
                                                    ? "greater than or equal to 1"
                                                    : "less than or equal to "
                                                            + MAX_RETENTION_HOURS)))
                    .toException();
        }
        if (parts.catalogue().find(key) == null) {
            throw Refusals.streamNotFound(key).toException();
        }
        if (hours < MIN_RETENTION_HOURS) {
            throw Refusals.retentionTooShort(hours).toException();
        }
        var _ =
                parts.proposer()
                        .decide(new Command.SetRetention(key, hours, increase, delay.nowMillis()));
    }
}
