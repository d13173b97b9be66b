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

    PutPath(PutPorts ports, InstantSource clock) {
        this.ports = ports;
        this.clock = clock;
    }

    CompletableFuture<List<PutResult>> putRecords(StreamKey key, List<PutEntry> entries) {
        try {
            StreamRow row = writable(key);
            PutRecordSet records = PutRecordSet.checked(entries, row, false);
            return new PutCall(ports, row.number(), records).start(row);
        } catch (StreamException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    CompletableFuture<PutResult.Stored> putRecord(
            StreamKey key, PutEntry entry, @Nullable String sequenceNumberForOrdering) {
        try {
            StreamRow row = writable(key);
            PutRecordSet record = PutRecordSet.checked(List.of(entry), row, true);
            if (sequenceNumberForOrdering != null) {
                requireOrderable(row, sequenceNumberForOrdering);
            }
            return new PutCall(ports, row.number(), record).start(row).thenApply(PutPath::single);
        } catch (StreamException e) {
            return CompletableFuture.failedFuture(e);
        }
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
