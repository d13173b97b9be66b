package io.millrace.stream;

import io.millrace.log.LogException;
import io.millrace.log.ShardRef;
import java.util.List;

/// GetRecords.
final class RecordReader {
    /// Most bytes of data and partition keys in a page, unless one record alone exceeds it.
    private static final int PAGE_BYTES = 10 << 20;

    private final ReadPorts ports;
    private final ShardPages pages;

    RecordReader(ReadPorts ports) {
        this.ports = ports;
        this.pages = new ShardPages(ports.logs());
    }

    /// What an iterator stands for.
    private record Place(IteratorToken token, StreamRow row, ShardRow shard) {}

    /// GetRecords without the reading.
    ///
    /// @return the stream the iterator belongs to
    StreamKey check(String account, String region, String iterator) {
        return place(account, region, iterator, ports.clock().millis()).row().key();
    }

    RecordPage read(String account, String region, String iterator, int limit) {
        long startNanos = ports.nanoTime().getAsLong();
        long nowMillis = ports.clock().millis();
        Place place = place(account, region, iterator, nowMillis);
        StreamRow row = place.row();
        ShardRow shard = place.shard();
        ShardMeter meter = ports.meters().of(new ShardRef(row.number(), shard.number()));
        if (!meter.reads().admitsPage(ports.meters().nanos())) {
            ports.telemetry().read(refused(row, shard, startNanos));
            throw Refusals.readRate(row.key(), shard.id()).toException();
        }
        try {
            RecordPage page = page(place.token(), row, shard, limit, nowMillis);
            ports.telemetry().read(tally(row, page, nowMillis, startNanos));
            return page;
        } catch (LogException e) {
            throw Faults.of(e);
        }
    }

    private Place place(String account, String region, String iterator, long nowMillis) {
        IteratorToken token = IteratorToken.open(ports.seal(), account, region, iterator);
        if (token == null) {
            throw Refusals.iterator().toException();
        }
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
        return new Place(token, row, shard);
    }

    private ReadTally tally(StreamRow row, RecordPage page, long nowMillis, long startNanos) {
        List<RecordView> records = page.records();
        long bytes = 0;
        for (RecordView record : records) {
            bytes += record.dataLength() + (long) record.partitionKeyLength();
        }
        long age = records.isEmpty() ? 0 : nowMillis - records.getLast().arrivalMillis();
        return new ReadTally(
                row.key(),
                page.shardId(),
                row.monitoring(),
                records.size(),
                bytes,
                Math.max(0, age),
                false,
                ports.nanoTime().getAsLong() - startNanos);
    }

    private ReadTally refused(StreamRow row, ShardRow shard, long startNanos) {
        long nanos = ports.nanoTime().getAsLong() - startNanos;
        return new ReadTally(row.key(), shard.id(), row.monitoring(), 0, 0, 0, true, nanos);
    }

    private RecordPage page(
            IteratorToken token, StreamRow row, ShardRow shard, int limit, long nowMillis) {
        ShardRef log = new ShardRef(row.number(), shard.number());
        ShardPages.Page page =
                pages.read(
                        row,
                        shard,
                        token.position(),
                        new ShardPages.Limits(limit, PAGE_BYTES),
                        nowMillis);
        if (page.records().isEmpty() && shard.isOpen()) {
            requireWithin(log, token, nowMillis);
        }
        ports.meters().of(log).read(page.records().size(), page.bytes(), ports.meters().nanos());
        return new RecordPage(
                row.key(),
                shard.id(),
                page.records(),
                page.children().isEmpty() ? next(token, row, page, nowMillis) : null,
                pages.millisBehind(log, page, nowMillis),
                page.children());
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

    private String next(IteratorToken token, StreamRow row, ShardPages.Page page, long nowMillis) {
        return token.at(page.nextPosition(), nowMillis)
                .seal(ports.seal(), row.key().account(), row.key().region());
    }
}
