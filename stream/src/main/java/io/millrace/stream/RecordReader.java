package io.millrace.stream;

import io.millrace.log.LogException;
import io.millrace.log.ShardRef;

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
        ShardPages.Page page =
                pages.read(
                        row,
                        shard,
                        token.position(),
                        new ShardPages.Limits(limit, PAGE_BYTES),
                        nowMillis);
        ports.meters().of(log).read(page.records().size(), page.bytes());
        return new RecordPage(
                row.key(),
                shard.id(),
                page.records(),
                page.children().isEmpty() ? next(token, row, page, nowMillis) : null,
                pages.millisBehind(log, page, nowMillis),
                page.children());
    }

    private String next(IteratorToken token, StreamRow row, ShardPages.Page page, long nowMillis) {
        return token.at(page.nextPosition(), nowMillis)
                .seal(ports.seal(), row.key().account(), row.key().region());
    }
}
