package io.millrace.stream;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/// The operations on tags and policies, of streams and consumers alike.
final class ResourceControl {
    void addTags(ResourceKey resource, Map<String, String> tags) {
        throw new StreamException(StreamError.INTERNAL_FAILURE, Faults.TEXT);
    }

    void removeTags(ResourceKey resource, List<String> keys) {
        throw new StreamException(StreamError.INTERNAL_FAILURE, Faults.TEXT);
    }

    SortedMap<String, String> tags(ResourceKey resource) {
        throw new StreamException(StreamError.INTERNAL_FAILURE, Faults.TEXT);
    }

    void putPolicy(ResourceKey resource, String policy) {
        throw new StreamException(StreamError.INTERNAL_FAILURE, Faults.TEXT);
    }

    void deletePolicy(ResourceKey resource) {
        throw new StreamException(StreamError.INTERNAL_FAILURE, Faults.TEXT);
    }

    String policy(ResourceKey resource) {
        throw new StreamException(StreamError.INTERNAL_FAILURE, Faults.TEXT);
    }
}
