package io.millrace.stream;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Applies the commands that change one setting of a stream. The setting holds at once; with a
/// state delay the stream is UPDATING for its time, as on AWS.
final class SettingRules {
    /// AWS warms no stream further: 10 GiB/s.
    private static final int MAX_WARM_MIBPS = 10_240;

    private final Catalogue catalogue;

    SettingRules(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    Outcome monitor(Command.SetMonitoring command) {
        StreamRow row = catalogue.find(command.key());
        if (row == null || row.status() != StreamStatus.ACTIVE) {
            return refusal(command.key(), row);
        }
        Set<ShardMetric> metrics = EnumSet.noneOf(ShardMetric.class);
        metrics.addAll(row.settings().monitoring());
        boolean changed =
                command.enable()
                        ? metrics.addAll(command.metrics())
                        : metrics.removeAll(command.metrics());
        return changed
                ? publish(row, row.with(row.settings().monitoring(metrics)), command.timing())
                : new Outcome.Applied(row, row);
    }

    Outcome encrypt(Command.SetEncryption command) {
        StreamRow row = catalogue.find(command.key());
        if (row == null || row.status() != StreamStatus.ACTIVE) {
            return refusal(command.key(), row);
        }
        long now = command.timing().atMillis();
        int updates = History.recent(row.history().encryptionUpdates(), now);
        if (updates >= command.quotas().encryptionUpdatesPerDay()) {
            return Refusals.streamRate(command.key());
        }
        return publish(
                row,
                row.with(row.settings().encrypted(command.keyId()))
                        .with(row.history().encryptionUpdated(now)),
                command.timing());
    }

    Outcome mode(Command.SetMode command) {
        StreamKey key = command.key();
        StreamRow row = catalogue.find(key);
        if (row == null || row.status() != StreamStatus.ACTIVE) {
            return refusal(key, row);
        }
        Integer warmMibps = command.warmMibps();
        Command.Timing timing = command.timing();
        Outcome.Refused refused =
                warmMibps == null
                        ? null
                        : warmRefusal(catalogue, key, command.mode(), warmMibps, timing.atMillis());
        if (refused != null) {
            return refused;
        }
        if (row.mode() == command.mode()) {
            return warmMibps == null
                    ? new Outcome.Unchanged()
                    : publish(row, row.with(row.settings().in(row.mode(), warmMibps)), timing);
        }
        refused = modeRefusal(row, command);
        return refused == null
                ? publish(
                        row,
                        row.with(row.settings().in(command.mode(), warmMibps))
                                .with(row.history().modeUpdated(timing.atMillis())),
                        timing)
                : refused;
    }

    private Outcome.@Nullable Refused modeRefusal(StreamRow row, Command.SetMode command) {
        StreamKey key = row.key();
        Quotas quotas = command.quotas();
        boolean provisioned = command.mode() == StreamMode.PROVISIONED;
        if (provisioned && row.settings().distribution() == Distribution.AUTO) {
            return SettingRefusals.distributionOfProvisioned();
        }
        int updates = History.recent(row.history().modeUpdates(), command.timing().atMillis());
        if (updates >= quotas.modeUpdatesPerDay()) {
            return Refusals.streamRate(key);
        }
        Usage usage = Usage.of(catalogue, key.account(), key.region());
        int open = row.shards().openCount();
        if (provisioned && usage.openShards() + (long) open > quotas.shards()) {
            return Refusals.shardLimit(key, usage.openShards(), quotas.shards(), open);
        }
        return !provisioned && usage.onDemandStreams() >= quotas.onDemandStreams()
                ? Refusals.onDemandLimit(key, usage.onDemandStreams(), quotas.onDemandStreams())
                : null;
    }

    Outcome warm(Command.SetWarmThroughput command) {
        StreamKey key = command.key();
        StreamRow row = catalogue.find(key);
        if (row == null || row.status() != StreamStatus.ACTIVE) {
            return refusal(key, row);
        }
        Command.Timing timing = command.timing();
        Outcome.Refused refused =
                warmRefusal(catalogue, key, row.mode(), command.mibps(), timing.atMillis());
        return refused == null
                ? publish(row, row.with(row.settings().in(row.mode(), command.mibps())), timing)
                : refused;
    }

    Outcome maxRecord(Command.SetMaxRecord command) {
        StreamRow row = catalogue.find(command.key());
        if (row == null || row.status() != StreamStatus.ACTIVE) {
            return refusal(command.key(), row);
        }
        return row.settings().maxRecordKib() == command.kib()
                ? new Outcome.Unchanged()
                : publish(row, row.with(row.settings().taking(command.kib())), command.timing());
    }

    /// No state is known to come with it: it takes effect at once.
    Outcome distribution(Command.SetDistribution command) {
        StreamRow row = catalogue.find(command.key());
        if (row == null || row.status() != StreamStatus.ACTIVE) {
            return refusal(command.key(), row);
        }
        Outcome.Refused refused = distributionRefusal(row.mode(), command.distribution());
        if (refused != null) {
            return refused;
        }
        StreamRow next = row.with(row.settings().with(command.distribution()));
        catalogue.put(next);
        return new Outcome.Applied(row, next);
    }

    /// What bars a distribution in a mode; null if nothing does.
    static Outcome.@Nullable Refused distributionRefusal(
            StreamMode mode, Distribution distribution) {
        return mode == StreamMode.PROVISIONED && distribution == Distribution.AUTO
                ? SettingRefusals.distributionOfProvisioned()
                : null;
    }

    /// What bars a warm throughput; null if nothing does.
    static Outcome.@Nullable Refused warmRefusal(
            Catalogue catalogue, StreamKey key, StreamMode mode, int mibps, long nowMillis) {
        if (mode != StreamMode.ON_DEMAND) {
            return SettingRefusals.warmOfProvisioned();
        }
        if (!catalogue.isCommitted(key.account(), key.region(), nowMillis)) {
            return SettingRefusals.warmUncommitted(key);
        }
        return mibps > MAX_WARM_MIBPS ? SettingRefusals.warmLimit(mibps, MAX_WARM_MIBPS) : null;
    }

    private static Outcome.Refused refusal(StreamKey key, @Nullable StreamRow row) {
        return row == null ? Refusals.streamNotFound(key) : Refusals.notActive(key, row.status());
    }

    private Outcome publish(StreamRow before, StreamRow row, Command.Timing timing) {
        StreamRow next =
                timing.immediate() ? row : row.in(StreamStatus.UPDATING, timing.dueMillis());
        catalogue.put(next);
        return new Outcome.Applied(before, next);
    }
}
