package io.millrace.stream;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Applies the commands that create, change and remove streams as a whole.
final class CatalogueRules {
    private final Catalogue catalogue;

    CatalogueRules(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    Outcome install(Command.InstallTokenKey command) {
        if (catalogue.tokenKey() != null) {
            return new Outcome.Unchanged();
        }
        catalogue.install(command.key());
        return new Outcome.Unchanged();
    }

    Outcome create(Command.CreateStream command) {
        StreamKey key = command.key();
        if (catalogue.find(key) != null) {
            return Refusals.streamExists(key);
        }
        Outcome.Refused refused = refusal(command);
        if (refused != null) {
            return refused;
        }
        Usage usage = Usage.of(catalogue, key.account(), key.region());
        Quotas quotas = command.quotas();
        boolean provisioned = command.settings().mode() == StreamMode.PROVISIONED;
        if (usage.transitions() >= quotas.transitions()) {
            return Refusals.transitionLimit(key, quotas.transitions());
        }
        if (provisioned && usage.openShards() + (long) command.shardCount() > quotas.shards()) {
            return Refusals.shardLimit(
                    key, usage.openShards(), quotas.shards(), command.shardCount());
        }
        if (!provisioned && usage.onDemandStreams() >= quotas.onDemandStreams()) {
            return Refusals.onDemandLimit(key, usage.onDemandStreams(), quotas.onDemandStreams());
        }
        Command.Timing timing = command.timing();
        return publish(
                null,
                new StreamRow(
                        catalogue.nextNumber(),
                        key,
                        timing.immediate() ? StreamStatus.ACTIVE : StreamStatus.CREATING,
                        timing.atMillis(),
                        timing.dueMillis(),
                        command.settings(),
                        command.shardCount(),
                        null,
                        History.NONE,
                        ConsumerTable.NONE,
                        ShardTable.uniform(command.shardCount(), timing.atMillis())));
    }

    /// What bars the settings of a new stream; null if nothing does.
    private Outcome.@Nullable Refused refusal(Command.CreateStream command) {
        StreamSettings settings = command.settings();
        if (settings.tags().count() > TagRules.MAX_TAGS) {
            return SettingRefusals.tagLimit(ResourceKey.of(command.key()));
        }
        Integer warmMibps = settings.warmMibps();
        Outcome.Refused refused =
                SettingRules.distributionRefusal(settings.mode(), settings.distribution());
        return refused != null || warmMibps == null
                ? refused
                : SettingRules.warmRefusal(
                        catalogue,
                        command.key(),
                        settings.mode(),
                        warmMibps,
                        command.timing().atMillis());
    }

    Outcome delete(Command.DeleteStream command) {
        StreamKey key = command.key();
        StreamRow row = catalogue.find(key);
        if (row == null) {
            return Refusals.streamNotFound(key);
        }
        if (row.status() == StreamStatus.DELETING) {
            return new Outcome.Unchanged();
        }
        if (!command.enforced() && row.consumers().count() > 0) {
            return SettingRefusals.consumersBar(key);
        }
        if (command.timing().immediate()) {
            catalogue.remove(row);
            return new Outcome.Applied(row, row);
        }
        int transitions = Usage.of(catalogue, key.account(), key.region()).transitions();
        boolean another = row.status() != StreamStatus.CREATING;
        if (another && transitions >= command.quotas().transitions()) {
            return Refusals.transitionLimit(key, command.quotas().transitions());
        }
        return publish(row, row.deleting(command.timing().dueMillis()));
    }

    Outcome settle(Command.Settle command) {
        StreamRow row = catalogue.find(command.stream());
        return row == null || !row.canSettle(command.atMillis())
                ? new Outcome.Unchanged()
                : publish(row, row.settled(command.atMillis()));
    }

    Outcome forget(Command.Forget command) {
        StreamRow row = catalogue.find(command.stream());
        if (row == null || row.status() != StreamStatus.DELETING) {
            return new Outcome.Unchanged();
        }
        catalogue.remove(row);
        return new Outcome.Applied(row, row);
    }

    Outcome retain(Command.SetRetention command) {
        StreamKey key = command.key();
        StreamRow row = catalogue.find(key);
        if (row == null) {
            return Refusals.streamNotFound(key);
        }
        int hours = command.hours();
        int existing = row.settings().retentionHours();
        if (command.increase() ? hours < existing : hours > existing) {
            return Refusals.retentionNot(key, hours, existing, command.increase());
        }
        // What has gone out of sight must not come back with a longer retention.
        long floor = row.horizonMillis(command.atMillis());
        long former = row.settings().trimFloorMillis();
        long trimFloor = command.increase() ? Math.max(former, floor) : former;
        return publish(row, row.with(row.settings().retaining(hours, trimFloor)));
    }

    Outcome expire(Command.ExpireShards command) {
        StreamRow row = catalogue.find(command.stream());
        if (row == null) {
            return new Outcome.Unchanged();
        }
        long horizon = row.horizonMillis(command.atMillis());
        Set<Integer> expired = new HashSet<>();
        for (int number : command.shards()) {
            ShardRow shard = row.shards().find(number);
            if (shard != null && !shard.isOpenFrom(horizon)) {
                expired.add(number);
            }
        }
        return expired.isEmpty()
                ? new Outcome.Unchanged()
                : publish(row, row.with(row.shards().without(expired)));
    }

    private Outcome publish(@Nullable StreamRow before, StreamRow row) {
        catalogue.put(row);
        return new Outcome.Applied(before, row);
    }
}
