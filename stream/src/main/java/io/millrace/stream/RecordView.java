package io.millrace.stream;

import io.millrace.log.Entry;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// One record read. Data and partition key are views into a shared array: read it, never write it.
/// Holding a record keeps the batch it was put with reachable.
public final class RecordView {
    private final Entry entry;
    private final long creationSeconds;
    private final int shard;

    RecordView(Entry entry, long creationSeconds, int shard) {
        this.entry = entry;
        this.creationSeconds = creationSeconds;
        this.shard = shard;
    }

    /// Array that holds the data and the partition key.
    public byte[] array() {
        return entry.array();
    }

    /// Where the data starts in {@link #array()}.
    public int dataOffset() {
        return entry.valueOffset();
    }

    /// Length of the data in bytes, 0 to 10 MiB.
    public int dataLength() {
        return entry.valueLength();
    }

    /// Whether the producer gave a partition key; an empty one is one.
    public boolean hasPartitionKey() {
        return entry.hasKey();
    }

    /// Where the partition key's UTF-8 bytes start in {@link #array()}.
    public int partitionKeyOffset() {
        return entry.keyOffset();
    }

    /// Length of the partition key in bytes; 0 if there is none.
    public int partitionKeyLength() {
        return Math.max(0, entry.keyLength());
    }

    /// The partition key, decoded anew at each call; null if the producer gave none.
    public @Nullable String partitionKey() {
        return entry.hasKey()
                ? new String(
                        entry.array(), entry.keyOffset(), entry.keyLength(), StandardCharsets.UTF_8)
                : null;
    }

    /// The hash key the producer gave, decimal; null if none.
    public @Nullable String explicitHashKey() {
        return StoredRecord.explicitHashKey(entry);
    }

    /// Whether the stream was encrypted when the record was put.
    public boolean isEncrypted() {
        return StoredRecord.isEncrypted(entry);
    }

    /// The decimal number, rendered anew at each call.
    public String sequenceNumber() {
        return SequenceNumber.format(
                creationSeconds,
                shard,
                SequenceNumber.index(entry.epoch(), entry.position()),
                entry.timeMillis() / 1000);
    }

    /// Arrival instant in milliseconds since 1970.
    public long arrivalMillis() {
        return entry.timeMillis();
    }
}
