package io.millrace.stream;

import io.millrace.log.ShardRef;

/// GetShardIterator.
final class IteratorMaker {
    private final ReadPorts ports;
    private final StartFinder starts;

    IteratorMaker(ReadPorts ports) {
        this.ports = ports;
        this.starts = new StartFinder(ports.logs(), ports.clock());
    }

    String make(IteratorQuery query) {
        StreamKey key = query.stream();
        int number = ShardIds.parse(query.shardId());
        if (number == ShardIds.NONE) {
            throw Refusals.shardNotFound(key, query.shardId()).toException();
        }
        StreamRow row = ports.catalogue().find(key);
        ShardRow shard = row == null || !row.isReadable() ? null : row.shards().find(number);
        if (row == null || shard == null) {
            throw Refusals.shardMissing(key, ShardIds.of(number)).toException();
        }
        ShardMeter meter = ports.meters().of(new ShardRef(row.number(), number));
        if (!meter.reads().admitsIterator(ports.meters().nanos())) {
            throw Refusals.shardRate(key, shard.id()).toException();
        }
        long position = starts.find(query, row, shard);
        return new IteratorToken(row.number(), key.name(), number, position, ports.clock().millis())
                .seal(ports.seal(), key.account(), key.region());
    }
}
