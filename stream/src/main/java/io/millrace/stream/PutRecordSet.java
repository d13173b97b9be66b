package io.millrace.stream;

import io.millrace.log.Batch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The records of one call, checked, with their keys encoded and hashed once.
final class PutRecordSet {
    private static final int MAX_TOTAL_MIB = 10;
    private static final int MAX_PROBLEMS = 10;

    private final List<PutEntry> entries;
    private final @Nullable HashKey[] explicit;
    private final byte[] @Nullable [] keys;
    private final long[] high;
    private final long[] low;
    private final boolean encrypted;

    private PutRecordSet(List<PutEntry> entries, boolean encrypted) {
        this.entries = entries;
        this.encrypted = encrypted;
        this.explicit = new HashKey[entries.size()];
        this.keys = new byte[entries.size()][];
        this.high = new long[entries.size()];
        this.low = new long[entries.size()];
    }

    /// @param single whether members are named as in PutRecord, not as in PutRecords
    /// @throws StreamException if any record makes the whole call invalid
    static PutRecordSet checked(
            List<PutEntry> entries, StreamRow row, boolean single, Spread spread) {
        StreamSettings settings = row.settings();
        PutRecordSet set = new PutRecordSet(entries, settings.isEncrypted());
        set.requireMembers(settings, single);
        switch (settings.distribution()) {
            case USER_PARTITION_KEY -> set.place();
            case AUTO -> set.deal(row.shards().open(), spread);
        }
        if (!single) {
            set.requireTotal();
        }
        return set;
    }

    private void requireMembers(StreamSettings settings, boolean single) {
        boolean keyed = settings.distribution() == Distribution.USER_PARTITION_KEY;
        int maxBytes = settings.maxRecordBytes();
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < entries.size() && problems.size() < MAX_PROBLEMS; i++) {
            PutEntry entry = entries.get(i);
            String path = single ? "" : "records." + (i + 1) + ".member.";
            if (keyed && entry.partitionKey() == null) {
                problems.add(
                        "Value null at '"
                                + path
                                + "partitionKey' failed to satisfy constraint: Member must not be"
                                + " null");
            }
            if (entry.dataLength() > maxBytes && problems.size() < MAX_PROBLEMS) {
                problems.add(
                        "Value at '"
                                + path
                                + "data' failed to satisfy constraint: Member must have length"
                                + " less than or equal to "
                                + maxBytes);
            }
        }
        if (!problems.isEmpty()) {
            throw Refusals.validation(problems).toException();
        }
    }

    private void place() {
        KeyHasher hasher = new KeyHasher();
        for (int i = 0; i < entries.size(); i++) {
            PutEntry entry = entries.get(i);
            String key = entry.partitionKey();
            byte[] utf8 = key == null ? new byte[0] : key.getBytes(StandardCharsets.UTF_8);
            keys[i] = utf8;
            String given = entry.explicitHashKey();
            if (given == null) {
                hasher.hash(utf8);
                high[i] = hasher.high();
                low[i] = hasher.low();
            } else {
                HashKey parsed = HashKey.parse(given);
                if (parsed == null) {
                    throw Refusals.explicitHashKey(given).toException();
                }
                explicit[i] = parsed;
                high[i] = parsed.high();
                low[i] = parsed.low();
            }
        }
    }

    /// Keys are kept for the readers; where records go they do not say.
    private void deal(OpenShards open, Spread spread) {
        for (int i = 0; i < entries.size(); i++) {
            String key = entries.get(i).partitionKey();
            keys[i] = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
        }
        spread.deal(open, high, low);
    }

    private void requireTotal() {
        long total = 0;
        for (int i = 0; i < size(); i++) {
            total += size(i);
        }
        if (total > (long) MAX_TOTAL_MIB << 20) {
            throw Refusals.recordsTooLarge(MAX_TOTAL_MIB).toException();
        }
    }

    /// Number of records.
    int size() {
        return entries.size();
    }

    /// Whether the stream was encrypted when the call came.
    boolean isEncrypted() {
        return encrypted;
    }

    /// Bytes of data and partition key of one record.
    int size(int i) {
        byte[] key = keys[i];
        return entries.get(i).dataLength() + (key == null ? 0 : key.length);
    }

    /// The open shard a record belongs to.
    ShardRow route(OpenShards open, int i) {
        return open.route(high[i], low[i]);
    }

    /// Upper half of the hash key that places a record.
    long high(int i) {
        return high[i];
    }

    void addTo(Batch.Builder batch, int i) {
        PutEntry entry = entries.get(i);
        var _ =
                batch.add(
                        keys[i],
                        StoredRecord.attributes(explicit[i], encrypted),
                        entry.array(),
                        entry.dataOffset(),
                        entry.dataLength());
    }
}
