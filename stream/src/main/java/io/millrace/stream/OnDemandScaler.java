package io.millrace.stream;

import io.millrace.log.ShardRef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
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
/// and merges what has long been cold, slowly, down to what the stream is to be ready for. The
/// policy and its reasons are in ADR 0029.
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

    /// AWS's ceiling without a raised quota, 200 MB/s; a greater warm throughput raises it.
    private static final int MAX_SHARDS = 200;

    private static final long PERIOD_MILLIS = 1000;
    private static final long MERGE_REST_MILLIS = 5 * 60_000;
    private static final int KEPT_DECISIONS = 256;

    private final Catalogue catalogue;
    private final Meters meters;
    private final Proposer proposer;
    private final ShardFloor floor;
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
        this.floor = parts.floor();
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
        int fewest = floor.of(row, nowMillis);
        int most = Math.max(MAX_SHARDS, fewest);
        List<Command.Cut> cuts = cuts(row, open, fewest, most);
        if (!cuts.isEmpty()) {
            String reason =
                    open.size() < fewest
                            ? whyMore(row, fewest)
                            : why("busy", row, cuts.getFirst().shard());
            propose(row, nowMillis, cuts, List.of(), most, reason);
            return;
        }
        List<Integer> merges = merges(row, open, fewest, nowMillis);
        if (!merges.isEmpty()) {
            propose(row, nowMillis, List.of(), merges, most, why("cold", row, merges.getFirst()));
        }
    }

    /// Splits for the shards that are too busy, and for the busiest and widest ones where there are
    /// fewer than are to be ready.
    private List<Command.Cut> cuts(StreamRow row, List<ShardRow> open, int fewest, int most) {
        long hot = open.stream().filter(shard -> isHot(watchOf(row, shard))).count();
        int wanted = (int) Math.min(Math.max(hot, fewest - open.size()), most - open.size());
        if (wanted <= 0) {
            return List.of();
        }
        return open.stream()
                .sorted(
                        Comparator.comparingDouble((ShardRow shard) -> -urgency(row, shard))
                                .thenComparingDouble(shard -> -shard.share()))
                .limit(wanted)
                .map(shard -> new Command.Cut(shard.number(), watchOf(row, shard).load().median()))
                .toList();
    }

    private static boolean isHot(ShardWatch watch) {
        return watch.isTrusted() && watch.now() > HOT;
    }

    /// A load that is not trusted yet does not come before one that is.
    private double urgency(StreamRow row, ShardRow shard) {
        ShardWatch watch = watchOf(row, shard);
        return watch.isTrusted() ? watch.now() : Math.min(watch.now(), HOT);
    }

    private List<Integer> merges(StreamRow row, List<ShardRow> open, int fewest, long nowMillis) {
        Long last = lastChangeMillis.get(row.number());
        if (last != null && nowMillis - last < MERGE_REST_MILLIS) {
            return List.of();
        }
        // A quarter at a time: a wrong guess is soon mended.
        int most = Math.min(Math.max(1, open.size() / 4), open.size() - fewest);
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

    private String whyMore(StreamRow row, int fewest) {
        return String.format(
                Locale.ROOT,
                "it is to be ready for %d MiB/s, which takes %d shards",
                floor.warmThroughput(row).targetMibps(),
                fewest);
    }

    private void propose(
            StreamRow row,
            long nowMillis,
            List<Command.Cut> cuts,
            List<Integer> merges,
            int most,
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
                                        row.number(), cuts, merges, most, nowMillis))
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
