package io.millrace.stream;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The operations that change one setting of a stream.
final class SettingControl {
    private final Proposer proposer;
    private final ShardFloor floor;
    private final StateDelay delay;
    private final Quotas quotas;

    SettingControl(EngineParts parts, StateDelay delay, Quotas quotas) {
        this.proposer = parts.proposer();
        this.floor = parts.floor();
        this.delay = delay;
        this.quotas = quotas;
    }

    MonitoringChange monitor(StreamKey key, Set<ShardMetric> metrics, boolean enable) {
        Outcome.Applied applied =
                applied(new Command.SetMonitoring(key, metrics, enable, delay.timing()));
        StreamRow row = applied.row();
        StreamRow before = applied.before();
        return new MonitoringChange(
                (before == null ? row : before).settings().monitoring(),
                row.settings().monitoring());
    }

    void encrypt(StreamKey key, String keyId) {
        var _ = proposer.decide(new Command.SetEncryption(key, keyId, delay.timing(), quotas));
    }

    /// AWS asks for a key here too; which one does not matter.
    void decrypt(StreamKey key) {
        var _ = proposer.decide(new Command.SetEncryption(key, null, delay.timing(), quotas));
    }

    void updateMode(StreamKey key, StreamMode mode, @Nullable Integer warmMibps) {
        var _ = proposer.decide(new Command.SetMode(key, mode, warmMibps, delay.timing(), quotas));
    }

    /// The shards for it come by and by, as the scaler finds that they are too few.
    WarmThroughput updateWarmThroughput(StreamKey key, int mibps) {
        return floor.warmThroughput(
                applied(new Command.SetWarmThroughput(key, mibps, delay.timing())).row());
    }

    void updateMaxRecordSize(StreamKey key, int kib) {
        var _ = proposer.decide(new Command.SetMaxRecord(key, kib, delay.timing()));
    }

    void updateDistribution(StreamKey key, Distribution distribution) {
        var _ = proposer.decide(new Command.SetDistribution(key, distribution));
    }

    private Outcome.Applied applied(Command command) {
        Outcome outcome = proposer.decide(command);
        if (outcome instanceof Outcome.Applied applied) {
            return applied;
        }
        throw new IllegalStateException(command + " led to " + outcome);
    }
}
