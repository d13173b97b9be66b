package io.millrace.stream;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What can be set on a stream. Immutable.
///
/// @param retentionHours 24 to 8760
/// @param trimFloorMillis records older than this stay gone whatever the retention becomes
/// @param maxRecordKib largest record's data in KiB, 1024 to 10240
/// @param monitoring shard-level metrics that are on, in the order of the enumeration
/// @param keyId key that records are encrypted with, as the client named it; null if they are not
/// @param warmMibps write throughput asked for in MiB/s; null if none was
/// @param policy null if it has none
record StreamSettings(
        StreamMode mode,
        int retentionHours,
        long trimFloorMillis,
        int maxRecordKib,
        Set<ShardMetric> monitoring,
        @Nullable String keyId,
        Distribution distribution,
        @Nullable Integer warmMibps,
        Tags tags,
        @Nullable String policy) {
    private static final int DEFAULT_RETENTION_HOURS = 24;

    StreamSettings {
        monitoring = sorted(monitoring);
    }

    /// Of a new stream.
    static StreamSettings of(
            StreamMode mode,
            int maxRecordKib,
            Distribution distribution,
            @Nullable Integer warmMibps,
            Tags tags) {
        return new StreamSettings(
                mode,
                DEFAULT_RETENTION_HOURS,
                0,
                maxRecordKib,
                Set.of(),
                null,
                distribution,
                warmMibps,
                tags,
                null);
    }

    private static Set<ShardMetric> sorted(Collection<ShardMetric> metrics) {
        Set<ShardMetric> all = EnumSet.noneOf(ShardMetric.class);
        all.addAll(metrics);
        return Collections.unmodifiableSet(all);
    }

    /// Whether records are encrypted.
    boolean isEncrypted() {
        return keyId != null;
    }

    /// Largest data of one record, in bytes.
    int maxRecordBytes() {
        return maxRecordKib << 10;
    }

    StreamSettings retaining(int hours, long itsTrimFloorMillis) {
        return new StreamSettings(
                mode,
                hours,
                itsTrimFloorMillis,
                maxRecordKib,
                monitoring,
                keyId,
                distribution,
                warmMibps,
                tags,
                policy);
    }

    StreamSettings in(StreamMode itsMode, @Nullable Integer itsWarmMibps) {
        return new StreamSettings(
                itsMode,
                retentionHours,
                trimFloorMillis,
                maxRecordKib,
                monitoring,
                keyId,
                distribution,
                itsWarmMibps,
                tags,
                policy);
    }

    StreamSettings taking(int itsMaxRecordKib) {
        return new StreamSettings(
                mode,
                retentionHours,
                trimFloorMillis,
                itsMaxRecordKib,
                monitoring,
                keyId,
                distribution,
                warmMibps,
                tags,
                policy);
    }

    StreamSettings monitoring(Set<ShardMetric> itsMonitoring) {
        return new StreamSettings(
                mode,
                retentionHours,
                trimFloorMillis,
                maxRecordKib,
                itsMonitoring,
                keyId,
                distribution,
                warmMibps,
                tags,
                policy);
    }

    /// @param itsKeyId null for no encryption
    StreamSettings encrypted(@Nullable String itsKeyId) {
        return new StreamSettings(
                mode,
                retentionHours,
                trimFloorMillis,
                maxRecordKib,
                monitoring,
                itsKeyId,
                distribution,
                warmMibps,
                tags,
                policy);
    }

    StreamSettings with(Distribution itsDistribution) {
        return new StreamSettings(
                mode,
                retentionHours,
                trimFloorMillis,
                maxRecordKib,
                monitoring,
                keyId,
                itsDistribution,
                warmMibps,
                tags,
                policy);
    }

    StreamSettings with(Tags itsTags) {
        return new StreamSettings(
                mode,
                retentionHours,
                trimFloorMillis,
                maxRecordKib,
                monitoring,
                keyId,
                distribution,
                warmMibps,
                itsTags,
                policy);
    }

    /// @param itsPolicy null for none
    StreamSettings under(@Nullable String itsPolicy) {
        return new StreamSettings(
                mode,
                retentionHours,
                trimFloorMillis,
                maxRecordKib,
                monitoring,
                keyId,
                distribution,
                warmMibps,
                tags,
                itsPolicy);
    }
}
