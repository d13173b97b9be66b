package io.millrace.stream;

import org.jspecify.annotations.Nullable;

/// Says what a consumer of a stream is going through.
interface ConsumerCheck {
    /// @return null if the stream has no such consumer
    @Nullable ConsumerStatus status(StreamRow row, ConsumerName consumer);
}
