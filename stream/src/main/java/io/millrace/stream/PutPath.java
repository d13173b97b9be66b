package io.millrace.stream;

import io.millrace.log.LogException;
import io.millrace.log.ShardRef;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// PutRecord and PutRecords.
final class PutPath {
    private final PutPorts ports;
    private final InstantSource clock;
    private final Spread spread = new Spread();

    PutPath(PutPorts ports, InstantSource clock) {
        this.ports = ports;
        this.clock = clock;
    }

    CompletableFuture<List<PutResult>> putRecords(StreamKey key, List<PutEntry> entries) {
        long startNanos = ports.nanoTime().getAsLong();
        try {
            StreamRow row = writable(key);
            PutRecordSet records = PutRecordSet.checked(entries, row, false, spread);
            return call(row, records, new PutCount(ports.telemetry(), row, false, startNanos));
        } catch (StreamException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    CompletableFuture<PutResult.Stored> putRecord(
            StreamKey key, PutEntry entry, @Nullable String sequenceNumberForOrdering) {
        long startNanos = ports.nanoTime().getAsLong();
        try {
            StreamRow row = writable(key);
            PutRecordSet record = checked(row, entry, sequenceNumberForOrdering, spread);
            return call(row, record, new PutCount(ports.telemetry(), row, true, startNanos))
                    .thenApply(PutPath::single);
        } catch (StreamException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletableFuture<List<PutResult>> call(
            StreamRow row, PutRecordSet records, PutCount tally) {
        return new PutCall(ports, row.number(), records, tally).start(row);
    }

    /// @param among of its own for a dry run, which must not take the turn of a put
    private PutRecordSet checked(
            StreamRow row,
            PutEntry entry,
            @Nullable String sequenceNumberForOrdering,
            Spread among) {
        PutRecordSet record = PutRecordSet.checked(List.of(entry), row, true, among);
        if (sequenceNumberForOrdering != null) {
            requireOrderable(row, sequenceNumberForOrdering);
        }
        return record;
    }

    /// PutRecord without the put.
    void check(StreamKey key, PutEntry entry, @Nullable String sequenceNumberForOrdering) {
        var _ = checked(writable(key), entry, sequenceNumberForOrdering, new Spread());
    }

    /// PutRecords without the puts.
    void check(StreamKey key, List<PutEntry> entries) {
        var _ = PutRecordSet.checked(entries, writable(key), false, new Spread());
    }

    private static PutResult.Stored single(List<PutResult> results) {
        return switch (results.getFirst()) {
            case PutResult.Stored stored -> stored;
            case PutResult.Failed failed ->
                    throw new StreamException(failed.error(), failed.message());
        };
    }

    private StreamRow writable(StreamKey key) {
        StreamRow row = ports.catalogue().find(key);
        if (row == null || row.status() == StreamStatus.CREATING) {
            throw Refusals.streamNotFound(key).toException();
        }
        return row;
    }

    /// The number of a record that exists is smaller than any to come, so nothing has to be done
    /// for the order but to refuse numbers that cannot exist yet.
    private void requireOrderable(StreamRow row, String number) {
        if (row.settings().distribution() == Distribution.AUTO) {
            throw SettingRefusals.orderingOfSpread().toException();
        }
        SequenceNumber parsed = SequenceNumber.parse(number);
        if (parsed == null || parsed.recordSeconds() > newestMillis(row, parsed.shard()) / 1000) {
            throw Refusals.ordering(row.key(), number).toException();
        }
    }

    /// The time of a shard's newest record passes the clock's if that was set back.
    private long newestMillis(StreamRow row, int shard) {
        long now = clock.millis();
        if (row.shards().find(shard) == null) {
            return now;
        }
        try {
            ShardRef log = new ShardRef(row.number(), shard);
            return Math.max(now, ports.logs().tip(log).lastTimeMillis());
        } catch (LogException e) {
            throw Faults.of(e);
        }
    }
}
