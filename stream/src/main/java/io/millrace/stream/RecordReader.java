package io.millrace.stream;

import io.millrace.log.Entry;
import io.millrace.log.LogException;
import io.millrace.log.ShardLogs;
import io.millrace.log.ShardRef;
import io.millrace.log.Slice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// GetRecords.
final class RecordReader {
    /// Most bytes of data and partition keys in a page, unless one record alone exceeds it.
    private static final int PAGE_BYTES = 10 << 20;

    private final ReadPorts ports;

    RecordReader(ReadPorts ports) {
        this.ports = ports;
    }

    RecordPage read(String account, String region, String iterator, int limit) {
        IteratorToken token = IteratorToken.open(ports.seal(), account, region, iterator);
        if (token == null) {
            throw Refusals.iterator().toException();
        }
        long nowMillis = ports.clock().millis();
        if (nowMillis - token.createdMillis() > IteratorToken.LIFE_MILLIS) {
            throw Refusals.iteratorExpired(
                            token.createdMillis(), nowMillis, IteratorToken.LIFE_MILLIS)
                    .toException();
        }
        StreamRow row = ports.catalogue().find(token.stream());
        // The row is read before the log: if the shard is closed here, its log is complete there.
        ShardRow shard = row == null ? null : row.shards().find(token.shard());
        if (row == null || shard == null) {
            StreamKey key = new StreamKey(account, region, token.name());
            throw Refusals.shardMissing(key, ShardIds.of(token.shard())).toException();
        }
        try {
            return page(token, row, shard, limit, nowMillis);
        } catch (LogException e) {
            throw Faults.of(e);
        }
    }

    private RecordPage page(
            IteratorToken token, StreamRow row, ShardRow shard, int limit, long nowMillis) {
        ShardRef log = new ShardRef(row.number(), shard.number());
        Slice slice = slice(log, token.position(), limit, row.horizonMillis(nowMillis));
        if (slice.entries().isEmpty() && shard.isOpen()) {
            requireWithin(log, token, nowMillis);
        }
        List<RecordView> records = new ArrayList<>(slice.entries().size());
        long bytes = 0;
        for (Entry entry : slice.entries()) {
            StoredRecord.requireKnown(entry);
            RecordView record = new RecordView(entry, shard.creationSeconds(), shard.number());
            bytes += record.dataLength() + (long) record.partitionKeyLength();
            records.add(record);
        }
        ports.meters().of(log).read(records.size(), bytes);
        // A closed log that has nothing here has nothing behind: what was there has expired.
        boolean ended =
                !shard.isOpen()
                        && (records.isEmpty() || slice.nextPosition() >= shard.endPosition());
        List<ChildShardView> children = ended ? children(row, shard) : List.of();
        return new RecordPage(
                row.key(),
                shard.id(),
                records,
                children.isEmpty() ? next(token, row, slice, nowMillis) : null,
                ended ? 0 : millisBehind(log, slice, nowMillis),
                children);
    }

    /// A position behind the tip was handed out before records were lost, and an operator accepted
    /// that; what gets it next must not be passed over. The client asks again, by sequence number.
    private void requireWithin(ShardRef log, IteratorToken token, long nowMillis) {
        if (token.position() > ports.logs().bounds(log).nextPosition()) {
            throw Refusals.iteratorExpired(
                            token.createdMillis(), nowMillis, IteratorToken.LIFE_MILLIS)
                    .toException();
        }
    }

    private String next(IteratorToken token, StreamRow row, Slice slice, long nowMillis) {
        return token.at(slice.nextPosition(), nowMillis)
                .seal(ports.seal(), row.key().account(), row.key().region());
    }

    /// Reads on, without what is beyond the horizon: the log drops whole files, later.
    private Slice slice(ShardRef log, long position, int limit, long horizonMillis) {
        ShardLogs logs = ports.logs();
        Slice slice = logs.read(log, position, limit, PAGE_BYTES);
        Entry first = slice.entries().isEmpty() ? null : slice.entries().getFirst();
        if (first == null || first.timeMillis() >= horizonMillis) {
            return slice;
        }
        long kept = Math.max(position, logs.firstAtOrAfter(log, horizonMillis));
        return logs.read(log, kept, limit, PAGE_BYTES);
    }

    private long millisBehind(ShardRef log, Slice slice, long nowMillis) {
        Entry last = slice.entries().isEmpty() ? null : slice.entries().getLast();
        boolean atTip = slice.nextPosition() >= ports.logs().tip(log).nextPosition();
        return last == null || atTip ? 0 : Math.max(0, nowMillis - last.timeMillis());
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
