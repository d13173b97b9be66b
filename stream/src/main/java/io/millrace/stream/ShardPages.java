package io.millrace.stream;

import io.millrace.log.Entry;
import io.millrace.log.ShardLogs;
import io.millrace.log.ShardRef;
import io.millrace.log.Slice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads shards on, page by page, for pollers and for subscriptions. Blocks, on disk at worst.
final class ShardPages {
    private final ShardLogs logs;

    ShardPages(ShardLogs logs) {
        this.logs = logs;
    }

    /// Records read in order, and what follows them.
    ///
    /// @param bytes sum of data and partition keys
    /// @param last entry of the last record; null if there is none
    /// @param nextPosition where the next page begins
    /// @param ended whether the shard is closed and nothing follows
    /// @param children shards that go on behind the end; empty before it
    record Page(
            List<RecordView> records,
            long bytes,
            @Nullable Entry last,
            long nextPosition,
            boolean ended,
            List<ChildShardView> children) {}

    /// Most records and bytes in a page; one record alone may exceed the bytes.
    record Limits(int records, int bytes) {}

    /// Reads on.
    ///
    /// @param row read before the log is: if the shard is closed there, its log is complete
    /// @param shard row of the shard in `row`
    Page read(StreamRow row, ShardRow shard, long position, Limits limits, long nowMillis) {
        ShardRef log = new ShardRef(row.number(), shard.number());
        Slice slice = slice(log, position, limits, row.horizonMillis(nowMillis));
        List<RecordView> records = new ArrayList<>(slice.entries().size());
        long bytes = 0;
        for (Entry entry : slice.entries()) {
            StoredRecord.requireKnown(entry);
            RecordView record = new RecordView(entry, shard.creationSeconds(), shard.number());
            bytes += record.dataLength() + (long) record.partitionKeyLength();
            records.add(record);
        }
        // A closed log that has nothing here has nothing behind: what was there has expired.
        boolean ended =
                !shard.isOpen()
                        && (records.isEmpty() || slice.nextPosition() >= shard.endPosition());
        return new Page(
                records,
                bytes,
                records.isEmpty() ? null : slice.entries().getLast(),
                slice.nextPosition(),
                ended,
                ended ? children(row, shard) : List.of());
    }

    /// Distance from the end of a page to the tip of its shard in milliseconds, 0 at the tip.
    long millisBehind(ShardRef log, Page page, long nowMillis) {
        Entry last = page.last();
        boolean atTip = page.ended() || page.nextPosition() >= logs.tip(log).nextPosition();
        return last == null || atTip ? 0 : Math.max(0, nowMillis - last.timeMillis());
    }

    /// Distance from what stands at a position to the tip of its shard in milliseconds, 0 at the
    /// tip.
    long millisBehind(ShardRef log, long position, long nowMillis) {
        List<Entry> entries = logs.read(log, position, 1, 1).entries();
        return entries.isEmpty() ? 0 : Math.max(0, nowMillis - entries.getFirst().timeMillis());
    }

    /// Reads on, without what is beyond the horizon: the log drops whole files, later.
    private Slice slice(ShardRef log, long position, Limits limits, long horizonMillis) {
        Slice slice = logs.read(log, position, limits.records(), limits.bytes());
        Entry first = slice.entries().isEmpty() ? null : slice.entries().getFirst();
        if (first == null || first.timeMillis() >= horizonMillis) {
            return slice;
        }
        long kept = Math.max(position, logs.firstAtOrAfter(log, horizonMillis));
        return logs.read(log, kept, limits.records(), limits.bytes());
    }

    private static List<ChildShardView> children(StreamRow row, ShardRow shard) {
        List<ChildShardView> children = new ArrayList<>();
        for (int i = 0; i < shard.children(); i++) {
            ShardRow child = row.shards().find(shard.firstChild() + i);
            if (child != null) {
                children.add(view(child));
            }
        }
        return children;
    }

    private static ChildShardView view(ShardRow child) {
        List<String> parents = new ArrayList<>();
        parents.add(ShardIds.of(child.parent()));
        @Nullable String adjacent = ShardViews.idOf(child.adjacentParent());
        if (adjacent != null) {
            parents.add(adjacent);
        }
        return new ChildShardView(
                child.id(), parents, child.start().toString(), child.end().toString());
    }
}
