package io.millrace.stream;

/// What was decided about the shards of a stream on demand, and why.
///
/// @param atMillis when, in milliseconds since 1970
/// @param openBefore open shards before
/// @param openAfter open shards once it is done
/// @param reason a sentence for a person
public record ScalingDecision(
        long atMillis, StreamKey stream, int openBefore, int openAfter, String reason) {}
