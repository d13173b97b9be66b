package io.millrace.stream;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The operations that change one setting of a stream.
final class SettingControl {
    MonitoringChange monitor(StreamKey stream, Set<ShardMetric> metrics, boolean enable) {
        throw new StreamException(StreamError.INTERNAL_FAILURE, Faults.TEXT);
    }

    void encrypt(StreamKey stream, String keyId) {
        throw new StreamException(StreamError.INTERNAL_FAILURE, Faults.TEXT);
    }

    void decrypt(StreamKey stream, String keyId) {
        throw new StreamException(StreamError.INTERNAL_FAILURE, Faults.TEXT);
    }

    void updateMode(StreamKey stream, StreamMode mode, @Nullable Integer warmMibps) {
        throw new StreamException(StreamError.INTERNAL_FAILURE, Faults.TEXT);
    }

    WarmThroughput updateWarmThroughput(StreamKey stream, int mibps) {
        throw new StreamException(StreamError.INTERNAL_FAILURE, Faults.TEXT);
    }

    void updateMaxRecordSize(StreamKey stream, int kib) {
        throw new StreamException(StreamError.INTERNAL_FAILURE, Faults.TEXT);
    }

    void updateDistribution(StreamKey stream, Distribution distribution) {
        throw new StreamException(StreamError.INTERNAL_FAILURE, Faults.TEXT);
    }
}
