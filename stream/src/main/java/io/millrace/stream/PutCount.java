package io.millrace.stream;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Counts one put and tells it when it has ended. As {@link PutCall}: one thread at a time.
final class PutCount {
    private final Telemetry telemetry;
    private final StreamKey stream;
    private final Set<ShardMetric> monitoring;
    private final boolean single;
    private final long startNanos;
    private final Map<String, Part> parts = new LinkedHashMap<>();
    private int throttled;
    private int refused;

    /// What one shard has of it.
    private static final class Part {
        private int stored;
        private long bytes;
        private int throttled;
    }

    PutCount(Telemetry telemetry, StreamRow row, boolean single, long startNanos) {
        this.telemetry = telemetry;
        this.stream = row.key();
        this.monitoring = row.monitoring();
        this.single = single;
        this.startNanos = startNanos;
    }

    /// A record is beyond the rates of its shard.
    void beyond(ShardRow shard, boolean isRefused) {
        throttled++;
        refused += isRefused ? 1 : 0;
        if (!monitoring.isEmpty()) {
            part(shard.id()).throttled++;
        }
    }

    /// All results are there.
    void end(PutRecordSet records, List<PutResult> results, long nowNanos) {
        int stored = 0;
        long bytes = 0;
        for (int i = 0; i < results.size(); i++) {
            if (results.get(i) instanceof PutResult.Stored kept) {
                stored++;
                bytes += records.size(i);
                if (!monitoring.isEmpty()) {
                    Part part = part(kept.shardId());
                    part.stored++;
                    part.bytes += records.size(i);
                }
            }
        }
        telemetry.put(
                new PutTally(
                        stream,
                        single,
                        results.size(),
                        stored,
                        bytes,
                        throttled,
                        results.size() - stored - refused,
                        nowNanos - startNanos,
                        shards()));
    }

    private List<ShardPutTally> shards() {
        List<ShardPutTally> shards = new ArrayList<>(parts.size());
        parts.forEach((id, part) ->
                shards.add(
                        new ShardPutTally(
                                id, monitoring, part.stored, part.bytes, part.throttled)));
        return shards;
    }

    private Part part(String shardId) {
        return parts.computeIfAbsent(shardId, _ -> new Part());
    }
}
