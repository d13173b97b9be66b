package io.millrace.stream;

import org.jspecify.annotations.Nullable;

/// Names what can have tags and a policy: a stream, or a consumer of it.
///
/// @param consumer null for the stream itself
public record ResourceKey(StreamKey stream, @Nullable ConsumerName consumer) {
    /// A stream itself.
    public static ResourceKey of(StreamKey stream) {
        return new ResourceKey(stream, null);
    }

    /// The resource's ARN. The partition follows from the region.
    public String arn() {
        return consumer == null ? stream.arn() : stream.arn() + "/consumer/" + consumer;
    }
}
