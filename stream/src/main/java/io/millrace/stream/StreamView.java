package io.millrace.stream;

/// A stream at one moment.
///
/// @param createdMillis creation instant in milliseconds since 1970
/// @param retentionHours 24 to 8760
/// @param maxRecordKib largest record's data in KiB, 1024 to 10240
/// @param openShards shards that take records; 0 while CREATING
public record StreamView(
        StreamKey key,
        StreamStatus status,
        StreamMode mode,
        long createdMillis,
        int retentionHours,
        int maxRecordKib,
        int openShards) {
    /// Largest data of one record, in bytes.
    public int maxRecordBytes() {
        return maxRecordKib << 10;
    }
}
