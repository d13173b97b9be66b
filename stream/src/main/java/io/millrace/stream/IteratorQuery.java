package io.millrace.stream;

import org.jspecify.annotations.Nullable;

/// What GetShardIterator asks for.
///
/// @param shardId as the client wrote it
/// @param startingSequenceNumber decimal digits; null if not given
/// @param timestampMillis in milliseconds since 1970; null if not given
public record IteratorQuery(
        StreamKey stream,
        String shardId,
        IteratorType type,
        @Nullable String startingSequenceNumber,
        @Nullable Long timestampMillis) {}
