package io.millrace.stream;

import io.millrace.log.ShardRef;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/// The meters of the shards that were used since the start. Safe for many threads.
final class Meters {
    private final Limits limits;
    private final LongSupplier nanoTime;
    private final ConcurrentMap<ShardRef, ShardMeter> meters = new ConcurrentHashMap<>();

    Meters(Limits limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.nanoTime = nanoTime;
    }

    ShardMeter of(ShardRef shard) {
        ShardMeter meter = meters.get(shard);
        return meter != null
                ? meter
                : meters.computeIfAbsent(shard, _ -> new ShardMeter(limits, nanoTime.getAsLong()));
    }

    long nanos() {
        return nanoTime.getAsLong();
    }

    void forget(ShardRef shard) {
        meters.remove(shard);
    }

    void forget(long stream) {
        meters.keySet().removeIf(shard -> shard.stream() == stream);
    }

    /// Counters of the shards of streams that exist, in order.
    List<ShardStats> stats(Catalogue catalogue) {
        List<ShardStats> stats = new ArrayList<>();
        meters.keySet().stream()
                .sorted()
                .forEach(shard -> {
                    StreamRow row = catalogue.find(shard.stream());
                    ShardMeter meter = meters.get(shard);
                    if (row != null && meter != null) {
                        stats.add(meter.stats(row.key(), ShardIds.of(shard.shard())));
                    }
                });
        return stats;
    }
}
