package io.millrace.log.local;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Up to which instant each stream's entries may go.
final class Trims {
    private final ConcurrentHashMap<Long, Long> beforeMillis = new ConcurrentHashMap<>();

    void raise(long stream, long before) {
        beforeMillis.merge(stream, before, Math::max);
    }

    void forget(long stream) {
        beforeMillis.remove(stream);
    }

    /// Entries of the stream older than this may go.
    long of(long stream) {
        return beforeMillis.getOrDefault(stream, Long.MIN_VALUE);
    }

    Map<Long, Long> all() {
        return beforeMillis;
    }
}
