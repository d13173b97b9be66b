package io.millrace.stream;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The operations on registered consumers.
final class ConsumerControl {
    ConsumerView register(StreamKey stream, String name, Map<String, String> tags) {
        throw new StreamException(StreamError.INTERNAL_FAILURE, Faults.TEXT);
    }

    void deregister(StreamKey stream, ConsumerSelector which) {
        throw new StreamException(StreamError.INTERNAL_FAILURE, Faults.TEXT);
    }

    ConsumerView describe(StreamKey stream, ConsumerSelector which) {
        throw new StreamException(StreamError.INTERNAL_FAILURE, Faults.TEXT);
    }

    ConsumerPage list(StreamKey stream, @Nullable Long streamCreationMillis, int maxResults) {
        throw new StreamException(StreamError.INTERNAL_FAILURE, Faults.TEXT);
    }

    ConsumerPage listOn(
            String account, String region, StreamKey stream, String nextToken, int maxResults) {
        throw new StreamException(StreamError.INTERNAL_FAILURE, Faults.TEXT);
    }
}
