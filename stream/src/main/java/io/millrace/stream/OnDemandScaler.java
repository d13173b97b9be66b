package io.millrace.stream;

import io.millrace.log.ShardRef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives streams on demand the shards they need: splits what is busy where its load divides, soon,
/// and merges what has long been cold, slowly. The policy and its reasons are in ADR 0029.
///
/// One thread calls {@link #step}; it does not block. What it knows of loads is lost with the
/// process, which only puts merges off.
final class OnDemandScaler {
    private static final Logger LOG = LoggerFactory.getLogger(OnDemandScaler.class);

    /// A shard above this is split: there is room for the load to double before it is refused.
    private static final double HOT = 0.5;

    /// Two neighbours whose peaks together stay below this are merged: half of what would split
    /// them again.
    private static final double COLD = 0.25;

    /// What a stream on demand begins with, and never falls below.
    private static final int MIN_SHARDS = 4;

    /// AWS's ceiling without a raised quota: 200 MB/s.
    private static final int MAX_SHARDS = 200;

    private static final long PERIOD_MILLIS = 1000;
    private static final long MERGE_REST_MILLIS = 5 * 60_000;
    private static final int KEPT_DECISIONS = 256;

    private final Catalogue catalogue;
    private final Meters meters;
    private final Proposer proposer;
    private final LongConsumer driver;
    private final double capacity;
    private final Map<ShardRef, ShardWatch> watches = new HashMap<>();
    private final Map<Long, Long> lastChangeMillis = new HashMap<>();
    private final Set<Long> underWay = ConcurrentHashMap.newKeySet();
    private final Deque<ScalingDecision> decisions = new ArrayDeque<>();
    private long lastMillis;

    /// @param driver told the number of a stream whose reshard has begun
    /// @param capacity multiple of AWS's limits that a shard may take
    OnDemandScaler(EngineParts parts, LongConsumer driver, double capacity) {
        this.catalogue = parts.catalogue();
        this.meters = parts.meters();
        this.proposer = parts.proposer();
        this.driver = driver;
        this.capacity = capacity;
    }

    /// The newest decisions, oldest first.
    List<ScalingDecision> decisions() {
        synchronized (decisions) {
            return List.copyOf(decisions);
        }
    }

    /// Looks at all streams on demand, once a second at most.
    void step(long nowMillis) {
        if (nowMillis - lastMillis < PERIOD_MILLIS && nowMillis >= lastMillis) {
            return;
        }
        lastMillis = nowMillis;
        Set<ShardRef> seen = new HashSet<>();
        for (StreamRow row : catalogue.all()) {
            if (row.settings().mode() == StreamMode.ON_DEMAND && row.isReadable()) {
                watch(row, nowMillis, seen);
                consider(row, nowMillis);
            }
        }
        watches.keySet().retainAll(seen);
        lastChangeMillis.keySet().removeIf(stream -> catalogue.find(stream) == null);
    }

    private void watch(StreamRow row, long nowMillis, Set<ShardRef> seen) {
        for (ShardRow shard : row.shards().open().inOrder()) {
            ShardRef log = new ShardRef(row.number(), shard.number());
            seen.add(log);
            ShardWatch watch = watches.get(log);
            if (watch == null) {
                watch = new ShardWatch(meters.of(log).watch(shard), nowMillis);
                watches.put(log, watch);
            } else {
                watch.look(nowMillis, capacity);
            }
        }
    }

    private void consider(StreamRow row, long nowMillis) {
        if (row.status() != StreamStatus.ACTIVE || underWay.contains(row.number())) {
            return;
        }
        List<ShardRow> open = row.shards().open().inOrder();
        List<Command.Cut> cuts = cuts(row, open);
        if (!cuts.isEmpty()) {
            propose(row, nowMillis, cuts, List.of(), why("busy", row, cuts.getFirst().shard()));
            return;
        }
        List<Integer> merges = merges(row, open, nowMillis);
        if (!merges.isEmpty()) {
            propose(row, nowMillis, List.of(), merges, why("cold", row, merges.getFirst()));
        }
    }

    private List<Command.Cut> cuts(StreamRow row, List<ShardRow> open) {
        List<Command.Cut> cuts = new ArrayList<>();
        for (ShardRow shard : open) {
            ShardWatch watch = watchOf(row, shard);
            boolean room = open.size() + cuts.size() < MAX_SHARDS;
            if (room && watch.isTrusted() && watch.now() > HOT) {
                cuts.add(new Command.Cut(shard.number(), watch.load().median()));
            }
        }
        return cuts;
    }

    private List<Integer> merges(StreamRow row, List<ShardRow> open, long nowMillis) {
        Long last = lastChangeMillis.get(row.number());
        if (last != null && nowMillis - last < MERGE_REST_MILLIS) {
            return List.of();
        }
        // A quarter at a time: a wrong guess is soon mended.
        int most = Math.min(Math.max(1, open.size() / 4), open.size() - MIN_SHARDS);
        List<Integer> merges = new ArrayList<>();
        for (int i = 0; i + 1 < open.size() && merges.size() < most; i++) {
            ShardWatch lower = watchOf(row, open.get(i));
            ShardWatch higher = watchOf(row, open.get(i + 1));
            boolean known = lower.isKnown(nowMillis) && higher.isKnown(nowMillis);
            if (known && lower.peak() + higher.peak() < COLD) {
                merges.add(open.get(i).number());
                i++;
            }
        }
        return merges;
    }

    private ShardWatch watchOf(StreamRow row, ShardRow shard) {
        ShardWatch watch = watches.get(new ShardRef(row.number(), shard.number()));
        if (watch == null) {
            throw new IllegalStateException(shard.id() + " of " + row.key() + " is not watched");
        }
        return watch;
    }

    private String why(String state, StreamRow row, int shard) {
        ShardRef log = new ShardRef(row.number(), shard);
        ShardWatch watch = watches.get(log);
        double now = watch == null ? 0 : watch.now();
        double peak = watch == null ? 0 : watch.peak();
        return String.format(
                Locale.ROOT,
                "%s is %s: it takes %.0f %% of what a shard can, at most %.0f %% in %d minutes",
                ShardIds.of(shard),
                state,
                now * 100,
                peak * 100,
                ShardWatch.MINUTES);
    }

    private void propose(
            StreamRow row,
            long nowMillis,
            List<Command.Cut> cuts,
            List<Integer> merges,
            String reason) {
        int before = row.shards().openCount();
        ScalingDecision decision =
                new ScalingDecision(
                        nowMillis,
                        row.key(),
                        before,
                        before + cuts.size() - merges.size(),
                        cuts.size() + " splits, " + merges.size() + " merges: " + reason);
        underWay.add(row.number());
        lastChangeMillis.put(row.number(), nowMillis);
        var _ =
                proposer.propose(
                                new Command.BeginScaling(
                                        row.number(), cuts, merges, MAX_SHARDS, nowMillis))
                        .whenComplete((outcome, failure) -> {
                            underWay.remove(row.number());
                            if (failure == null && outcome instanceof Outcome.Applied) {
                                keep(decision);
                                driver.accept(row.number());
                            }
                        });
    }

    private void keep(ScalingDecision decision) {
        LOG.info(
                "on demand: stream {} goes from {} to {} shards. {}",
                decision.stream().name(),
                decision.openBefore(),
                decision.openAfter(),
                decision.reason());
        synchronized (decisions) {
            decisions.addLast(decision);
            if (decisions.size() > KEPT_DECISIONS) {
                decisions.removeFirst();
            }
        }
    }
}
