package io.millrace.stream;

import io.millrace.log.LogException;
import io.millrace.log.ShardLogs;
import io.millrace.log.ShardRef;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// Finds where in a shard's log a reader wants to begin, in each of the five ways to say so.
final class StartFinder {
    private final ShardLogs logs;
    private final InstantSource clock;
    private final PositionFinder finder;

    StartFinder(ShardLogs logs, InstantSource clock) {
        this.logs = logs;
        this.clock = clock;
        this.finder = new PositionFinder(logs);
    }

    /// Position to read on from.
    ///
    /// @param row stream of the query
    /// @param shard shard of the query
    /// @throws StreamException if members are missing, too many or wrong, or the log fails
    long find(IteratorQuery query, StreamRow row, ShardRow shard) {
        requireMembers(query);
        try {
            return position(query, new ShardRef(row.number(), shard.number()), shard);
        } catch (LogException e) {
            throw Faults.of(e);
        }
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
        long nowMillis = clock.millis();
        if (timestampMillis > nowMillis) {
            throw Refusals.timestampAhead(timestampMillis, nowMillis).toException();
        }
    }

    private long position(IteratorQuery query, ShardRef log, ShardRow shard) {
        return switch (query.type()) {
            case TRIM_HORIZON -> IteratorToken.HORIZON;
            case LATEST -> tip(log, shard);
            case AT_TIMESTAMP -> atTimestamp(log, query.timestampMillis());
            case AT_SEQUENCE_NUMBER -> atNumber(query, log, shard, false);
            case AFTER_SEQUENCE_NUMBER -> atNumber(query, log, shard, true);
        };
    }

    private long tip(ShardRef log, ShardRow shard) {
        return shard.isOpen() ? logs.tip(log).nextPosition() : shard.endPosition();
    }

    private long atTimestamp(ShardRef log, @Nullable Long timestampMillis) {
        return timestampMillis == null
                ? IteratorToken.HORIZON
                : logs.firstAtOrAfter(log, timestampMillis);
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
