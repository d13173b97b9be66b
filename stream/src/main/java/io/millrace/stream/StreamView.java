package io.millrace.stream;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A stream at one moment.
///
/// @param createdMillis creation instant in milliseconds since 1970
/// @param retentionHours 24 to 8760
/// @param maxRecordKib largest record's data in KiB, 1024 to 10240
/// @param openShards shards that take records; 0 while CREATING
/// @param monitoring shard-level metrics that are on, in the order of the enumeration
/// @param keyId key that records are encrypted with, as the client named it; null if they are not
/// @param distribution what the API shows for streams on demand only
/// @param warm null unless the stream is on demand and its account is committed to a throughput
/// @param consumerCount registered consumers in any state
public record StreamView(
        StreamKey key,
        StreamStatus status,
        StreamMode mode,
        long createdMillis,
        int retentionHours,
        int maxRecordKib,
        int openShards,
        Set<ShardMetric> monitoring,
        @Nullable String keyId,
        Distribution distribution,
        @Nullable WarmThroughput warm,
        int consumerCount) {
    /// Largest data of one record, in bytes.
    public int maxRecordBytes() {
        return maxRecordKib << 10;
    }

    /// Whether records are encrypted.
    public boolean isEncrypted() {
        return keyId != null;
    }
}
