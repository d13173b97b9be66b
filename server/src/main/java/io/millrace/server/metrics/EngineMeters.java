package io.millrace.server.metrics;

import io.millrace.log.local.LogStats;
import io.millrace.metric.MetricStats;
import io.millrace.stream.ShardStats;
import io.millrace.stream.StreamStats;
import io.millrace.table.TableStats;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/// What log and streams count, as meters. Sums over shards: a row per shard would be thousands.
public final class EngineMeters {
    private static final double NANOS_PER_SECOND = 1e9;

    private EngineMeters() {}

    /// Shows both under their names.
    public static void bind(Meters meters, Supplier<LogStats> logs, Supplier<StreamStats> streams) {
        bindLog(new Rows<>(meters, logs));
        bindStreams(new Rows<>(meters, streams));
    }

    /// Shows how full the metric store is.
    public static void bind(Meters meters, Supplier<MetricStats> metrics) {
        Rows<MetricStats> store = new Rows<>(meters, metrics);
        store.gauge("millrace.metrics.series", "Metric series held", MetricStats::series);
        store.gauge("millrace.metrics.bytes", "Memory of metric series", MetricStats::bytes);
        store.counter(
                "millrace.metrics.dropped",
                "Metric series given up for want of room",
                MetricStats::droppedSeries);
    }

    /// Shows how full tables are.
    public static void bindTables(Meters meters, Supplier<TableStats> tables) {
        Rows<TableStats> rows = new Rows<>(meters, tables);
        rows.gauge("millrace.tables", "Tables that exist", TableStats::tables);
        rows.gauge("millrace.table.items", "Items in all tables", TableStats::items);
        rows.gauge(
                "millrace.table.memory.bytes",
                "Heap that items and indexes take",
                TableStats::heldBytes);
        rows.gauge(
                "millrace.table.memory.limit.bytes", "What they may take", TableStats::memoryBytes);
    }

    private static void bindLog(Rows<LogStats> log) {
        log.counter("millrace.log.groups", "Groups written and forced", LogStats::groups);
        log.counter(
                "millrace.log.group.bytes", "Bytes of groups, with padding", LogStats::groupBytes);
        log.counter(
                "millrace.log.sync.seconds",
                "Time spent writing and forcing",
                stats -> stats.syncNanosTotal() / NANOS_PER_SECOND);
        log.gauge(
                "millrace.log.sync.max.seconds",
                "Longest write and force",
                stats -> stats.syncNanosMax() / NANOS_PER_SECOND);
        log.gauge("millrace.log.journal.bytes", "Journal in use", LogStats::journalBytesUsed);
        log.gauge(
                "millrace.log.journal.budget.bytes",
                "What the journal may reach",
                LogStats::journalBytesBudget);
        log.gauge("millrace.log.tail.bytes", "Newest batches on heap", LogStats::tailCacheBytes);
        log.gauge("millrace.log.tail.batches", "Batches indexed", LogStats::tailBatches);
        log.gauge("millrace.log.segments", "Segment files", LogStats::segments);
        log.gauge("millrace.log.segment.bytes", "Their size", LogStats::segmentBytes);
        log.counter("millrace.log.flushed.bytes", "Moved to segments", LogStats::flushedBytes);
        log.gauge("millrace.log.cut.bytes", "Cut at the start", LogStats::cutBytes);
        log.counter("millrace.log.damaged.reads", "Reads that met damage", LogStats::damagedReads);
        log.counter("millrace.log.disk.reads", "Reads from the disk", LogStats::diskReads);
        log.gauge(
                "millrace.log.refusing",
                "1 while data is refused for want of room",
                stats -> stats.refusing() ? 1 : 0);
    }

    private static void bindStreams(Rows<StreamStats> streams) {
        streams.gauge("millrace.streams", "Streams that exist", StreamStats::streams);
        streams.gauge("millrace.shards.open", "Shards that take records", StreamStats::openShards);
        streams.counter(
                "millrace.commands.applied", "Commands applied", StreamStats::appliedCommands);
        sum(streams, "millrace.records.in", "Records stored", ShardStats::recordsIn);
        sum(streams, "millrace.bytes.in", "Bytes stored", ShardStats::bytesIn);
        sum(streams, "millrace.records.out", "Records read", ShardStats::recordsOut);
        sum(streams, "millrace.bytes.out", "Bytes read", ShardStats::bytesOut);
        sum(
                streams,
                "millrace.records.throttled",
                "Records beyond the rates of their shards, refused or not",
                ShardStats::throttled);
        sum(
                streams,
                "millrace.reads.throttled",
                "Calls of readers beyond the rates of their shards, refused or not",
                ShardStats::readsThrottled);
        streams.counter(
                "millrace.calls.throttled",
                "Control calls beyond their rates, refused or not",
                StreamStats::throttledCalls);
        streams.counter(
                "millrace.subscribes.throttled",
                "SubscribeToShard calls refused for AWS's rate, or that would have been",
                StreamStats::throttledSubscribes);
        streams.counter(
                "millrace.events.delayed",
                "Events for subscribers that waited for AWS's rate, or would have",
                StreamStats::delayedEvents);
        sum(streams, "millrace.records.failed", "Records not stored", ShardStats::failed);
    }

    private static void sum(
            Rows<StreamStats> streams, String name, String help, ToLongFunction<ShardStats> part) {
        // A gauge: a stream that is deleted takes its counts along.
        streams.gauge(name, help, stats -> stats.shards().stream().mapToLong(part).sum());
    }

    /// Meters that all look at one source.
    private record Rows<S>(Meters meters, Supplier<S> source) {
        void gauge(String name, String help, ToDoubleFunction<S> value) {
            meters.gauge(name, help, source, seen -> value.applyAsDouble(seen.get()));
        }

        void counter(String name, String help, ToDoubleFunction<S> value) {
            meters.counter(name, help, source, seen -> value.applyAsDouble(seen.get()));
        }
    }
}
