package io.millrace.stream;

import io.millrace.log.LogException;
import io.millrace.log.ShardLogs;
import io.millrace.log.ShardRef;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does what time demands: ends states that are due, keeps reshards going, lets old records and
/// expired shards go, and ends waits. Every command it proposes is harmless if proposed twice.
///
/// One thread calls {@link #step()}; it does not block.
final class StreamJanitor {
    private static final Logger LOG = LoggerFactory.getLogger(StreamJanitor.class);

    /// How often records are checked against their retention; reads cut off exactly at any time.
    private static final long RETENTION_PERIOD_MILLIS = 10_000;

    private static final long MAX_REST_MILLIS = 100;
    private static final long MIN_REST_MILLIS = 1;

    private final Catalogue catalogue;
    private final StreamRemains remains;
    private final ShardLogs logs;
    private final Proposer proposer;
    private final ReshardDriver driver;
    private final Changes changes;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Set<Long> underWay = ConcurrentHashMap.newKeySet();
    private long lastRetentionMillis;

    /// Not yet under way.
    ///
    /// @param remains what is left of streams and shards that are gone
    StreamJanitor(
            EngineParts parts,
            StreamRemains remains,
            ReshardDriver driver,
            InstantSource clock,
            LongSupplier nanoTime) {
        this.catalogue = parts.catalogue();
        this.logs = parts.logs();
        this.proposer = parts.proposer();
        this.changes = parts.changes();
        this.remains = remains;
        this.driver = driver;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /// Does what is due now.
    ///
    /// @return milliseconds until the next call is wanted
    long step() {
        long nowMillis = clock.millis();
        changes.expire(nanoTime.getAsLong());
        long rest = MAX_REST_MILLIS;
        for (long stream : catalogue.unsettled()) {
            StreamRow row = catalogue.find(stream);
            if (row != null) {
                rest = Math.min(rest, settle(row, nowMillis));
            }
        }
        // A clock that was set back must not put retention off.
        boolean due =
                nowMillis - lastRetentionMillis >= RETENTION_PERIOD_MILLIS
                        || nowMillis < lastRetentionMillis;
        if (due) {
            lastRetentionMillis = nowMillis;
            remains.dropAgain();
            catalogue.all().forEach(row -> retain(row, nowMillis));
        }
        return Math.max(MIN_REST_MILLIS, rest);
    }

    private long settle(StreamRow row, long nowMillis) {
        long dueMillis = row.nextDueMillis();
        if (dueMillis <= nowMillis) {
            boolean gone = row.status() == StreamStatus.DELETING && row.dueMillis() <= nowMillis;
            Command end =
                    gone
                            ? new Command.Forget(row.number())
                            : new Command.Settle(row.number(), nowMillis);
            propose(row, end, gone);
        }
        Reshard reshard = row.reshard();
        if (reshard != null) {
            driver.drive(row.number());
            dueMillis = Math.min(dueMillis, reshard.dueMillis());
        }
        return dueMillis <= nowMillis ? MAX_REST_MILLIS : dueMillis - nowMillis;
    }

    private void propose(StreamRow row, Command command, boolean last) {
        if (!underWay.add(row.number())) {
            return;
        }
        var _ =
                proposer.propose(command)
                        .whenComplete((_, failure) -> {
                            underWay.remove(row.number());
                            if (failure == null && last) {
                                remains.drop(row.number());
                            }
                        });
    }

    private void retain(StreamRow row, long nowMillis) {
        long horizonMillis = row.horizonMillis(nowMillis);
        try {
            logs.trim(row.number(), horizonMillis);
        } catch (LogException e) {
            LOG.warn("stream {} cannot be trimmed", row.number(), e);
        }
        List<Integer> expired =
                row.shards().rows().stream()
                        .filter(shard -> !shard.isOpenFrom(horizonMillis))
                        .map(ShardRow::number)
                        .toList();
        if (expired.isEmpty() || !underWay.add(row.number())) {
            return;
        }
        var _ =
                proposer.propose(new Command.ExpireShards(row.number(), expired, nowMillis))
                        .whenComplete((_, _) -> {
                            underWay.remove(row.number());
                            dropExpired(row.number(), new HashSet<>(expired));
                        });
    }

    private void dropExpired(long stream, Set<Integer> expired) {
        StreamRow row = catalogue.find(stream);
        for (int shard : expired) {
            if (row != null && row.shards().find(shard) == null) {
                remains.drop(new ShardRef(stream, shard));
            }
        }
    }
}
