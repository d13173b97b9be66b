package io.millrace.stream;

import io.millrace.log.LogException;
import io.millrace.log.ShardRef;
import org.jspecify.annotations.Nullable;

/// GetShardIterator.
final class IteratorMaker {
    private final ReadPorts ports;
    private final PositionFinder finder;

    IteratorMaker(ReadPorts ports) {
        this.ports = ports;
        this.finder = new PositionFinder(ports.logs());
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
        requireMembers(query);
        long position;
        try {
            position = position(query, row, shard);
        } catch (LogException e) {
            throw Faults.of(e);
        }
        return new IteratorToken(row.number(), key.name(), number, position, ports.clock().millis())
                .seal(ports.seal(), key.account(), key.region());
    }

    private void requireMembers(IteratorQuery query) {
        IteratorType type = query.type();
        boolean wantsNumber =
                switch (type) {
                    case AT_SEQUENCE_NUMBER, AFTER_SEQUENCE_NUMBER -> true;
                    case TRIM_HORIZON, LATEST, AT_TIMESTAMP -> false;
                };
        boolean hasNumber = query.startingSequenceNumber() != null;
        if (wantsNumber != hasNumber) {
            throw Refusals.iteratorMembers(type, hasNumber).toException();
        }
        if (type != IteratorType.AT_TIMESTAMP) {
            return;
        }
        Long timestampMillis = query.timestampMillis();
        if (timestampMillis == null) {
            throw Refusals.timestampMissing().toException();
        }
        long nowMillis = ports.clock().millis();
        if (timestampMillis > nowMillis) {
            throw Refusals.timestampAhead(timestampMillis, nowMillis).toException();
        }
    }

    private long position(IteratorQuery query, StreamRow row, ShardRow shard) {
        ShardRef log = new ShardRef(row.number(), shard.number());
        return switch (query.type()) {
            case TRIM_HORIZON -> IteratorToken.HORIZON;
            case LATEST -> tip(log, shard);
            case AT_TIMESTAMP -> atTimestamp(log, query.timestampMillis());
            case AT_SEQUENCE_NUMBER -> atNumber(query, log, shard, false);
            case AFTER_SEQUENCE_NUMBER -> atNumber(query, log, shard, true);
        };
    }

    private long tip(ShardRef log, ShardRow shard) {
        return shard.isOpen() ? ports.logs().tip(log).nextPosition() : shard.endPosition();
    }

    private long atTimestamp(ShardRef log, @Nullable Long timestampMillis) {
        return timestampMillis == null
                ? IteratorToken.HORIZON
                : ports.logs().firstAtOrAfter(log, timestampMillis);
    }

    private long atNumber(IteratorQuery query, ShardRef log, ShardRow shard, boolean after) {
        String given = query.startingSequenceNumber();
        if (given == null || given.equals("0")) {
            // AWS fails on this one number too.
            throw new StreamException(StreamError.INTERNAL_FAILURE, Faults.TEXT);
        }
        SequenceNumber number = SequenceNumber.parse(given);
        if (number == null) {
            throw Refusals.numberInvalid(query.stream(), shard.id(), given, false).toException();
        }
        if (number.shard() != shard.number()) {
            throw Refusals.numberOfOtherShard(ShardIds.of(number.shard()), shard.id())
                    .toException();
        }
        if (!number.isCurrent() || number.creationSeconds() != shard.creationSeconds()) {
            throw Refusals.numberInvalid(query.stream(), shard.id(), given, true).toException();
        }
        return finder.find(log, number, after);
    }
}
