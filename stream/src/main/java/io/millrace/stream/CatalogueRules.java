package io.millrace.stream;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Applies the commands that create, change and remove streams as a whole.
final class CatalogueRules {
    private static final int DEFAULT_RETENTION_HOURS = 24;

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
        Usage usage = Usage.of(catalogue, key.account(), key.region());
        Quotas quotas = command.quotas();
        boolean provisioned = command.mode() == StreamMode.PROVISIONED;
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
                new StreamRow(
                        catalogue.nextNumber(),
                        key,
                        command.mode(),
                        timing.immediate() ? StreamStatus.ACTIVE : StreamStatus.CREATING,
                        timing.atMillis(),
                        timing.dueMillis(),
                        DEFAULT_RETENTION_HOURS,
                        0,
                        command.maxRecordKib(),
                        command.shardCount(),
                        null,
                        List.of(),
                        ShardTable.uniform(command.shardCount(), timing.atMillis())),
                0);
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
        if (command.timing().immediate()) {
            catalogue.remove(row);
            return new Outcome.Applied(row, row.shards().openCount());
        }
        int transitions = Usage.of(catalogue, key.account(), key.region()).transitions();
        boolean another = row.status() != StreamStatus.CREATING;
        if (another && transitions >= command.quotas().transitions()) {
            return Refusals.transitionLimit(key, command.quotas().transitions());
        }
        return publish(
                row.in(StreamStatus.DELETING, command.timing().dueMillis()),
                row.shards().openCount());
    }

    Outcome activate(Command.Activate command) {
        StreamRow row = catalogue.find(command.stream());
        if (row == null || row.status() != StreamStatus.CREATING) {
            return new Outcome.Unchanged();
        }
        return publish(row.in(StreamStatus.ACTIVE, row.dueMillis()), row.shards().openCount());
    }

    Outcome forget(Command.Forget command) {
        StreamRow row = catalogue.find(command.stream());
        if (row == null || row.status() != StreamStatus.DELETING) {
            return new Outcome.Unchanged();
        }
        catalogue.remove(row);
        return new Outcome.Applied(row, row.shards().openCount());
    }

    Outcome retain(Command.SetRetention command) {
        StreamKey key = command.key();
        StreamRow row = catalogue.find(key);
        if (row == null) {
            return Refusals.streamNotFound(key);
        }
        int hours = command.hours();
        int existing = row.retentionHours();
        if (command.increase() ? hours < existing : hours > existing) {
            return Refusals.retentionNot(key, hours, existing, command.increase());
        }
        // What has gone out of sight must not come back with a longer retention.
        long floor = row.horizonMillis(command.atMillis());
        long trimFloor = command.increase() ? floor : row.trimFloorMillis();
        return publish(
                row.retaining(hours, Math.max(row.trimFloorMillis(), trimFloor)),
                row.shards().openCount());
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
                : publish(row.with(row.shards().without(expired)), row.shards().openCount());
    }

    private Outcome publish(StreamRow row, int openBefore) {
        catalogue.put(row);
        return new Outcome.Applied(row, openBefore);
    }
}
