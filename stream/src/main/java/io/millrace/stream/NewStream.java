package io.millrace.stream;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What CreateStream asks for. With neither count nor mode the stream is on demand, with 4 shards.
///
/// @param shardCount 1 or more; null if not given
/// @param mode null if not given
/// @param maxRecordKib largest record's data in KiB, 1024 to 10240; null for 1024
/// @param tags value by key, lengths checked; empty for none
/// @param distribution null if not given
/// @param warmMibps write throughput to be ready for in MiB/s, 0 or more; null if not given
public record NewStream(
        StreamKey key,
        @Nullable Integer shardCount,
        @Nullable StreamMode mode,
        @Nullable Integer maxRecordKib,
        Map<String, String> tags,
        @Nullable Distribution distribution,
        @Nullable Integer warmMibps) {
    public NewStream {
        tags = Map.copyOf(tags);
    }

    /// A stream without tags, distribution and warm throughput.
    public NewStream(
            StreamKey key,
            @Nullable Integer shardCount,
            @Nullable StreamMode mode,
            @Nullable Integer maxRecordKib) {
        this(key, shardCount, mode, maxRecordKib, Map.of(), null, null);
    }
}
