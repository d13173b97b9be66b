package io.millrace.stream;

import org.jspecify.annotations.Nullable;

/// What CreateStream asks for. With neither count nor mode the stream is on demand, with 4 shards.
///
/// @param shardCount 1 or more; null if not given
/// @param mode null if not given
/// @param maxRecordKib largest record's data in KiB, 1024 to 10240; null for 1024
public record NewStream(
        StreamKey key,
        @Nullable Integer shardCount,
        @Nullable StreamMode mode,
        @Nullable Integer maxRecordKib) {}
