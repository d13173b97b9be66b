package io.millrace.stream;

/// Applies the commands that register consumers and deregister them.
final class ConsumerRules {
    private final Catalogue catalogue;

    ConsumerRules(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    Outcome register(Command.RegisterConsumer command) {
        StreamKey key = command.key();
        StreamRow row = catalogue.find(key);
        if (row == null) {
            return Refusals.streamNotFound(key);
        }
        switch (row.status()) {
            case CREATING, DELETING -> {
                return Refusals.neitherActiveNorUpdating(key, row.status());
            }
            case ACTIVE, UPDATING -> {}
        }
        ConsumerTable consumers = row.consumers();
        if (consumers.find(command.name()) != null) {
            return SettingRefusals.consumerExists(key, command.name());
        }
        if (command.tags().count() > TagRules.MAX_TAGS) {
            return SettingRefusals.tagLimit(ResourceKey.of(key));
        }
        Command.Timing timing = command.timing();
        Quotas quotas = command.quotas();
        int limit =
                catalogue.isCommitted(key.account(), key.region(), timing.atMillis())
                        ? quotas.committedConsumers()
                        : quotas.consumers();
        if (consumers.count() >= limit) {
            return SettingRefusals.consumerLimit(key, limit);
        }
        if (consumers.creating() >= quotas.creatingConsumers()) {
            return SettingRefusals.creatingConsumerLimit(key, quotas.creatingConsumers());
        }
        ConsumerRow consumer =
                new ConsumerRow(
                        command.name(),
                        consumers.nextCreationMillis(timing.atMillis()),
                        timing.immediate() ? ConsumerStatus.ACTIVE : ConsumerStatus.CREATING,
                        timing.dueMillis(),
                        command.tags(),
                        null);
        return publish(row, row.with(consumers.with(consumer)));
    }

    Outcome deregister(Command.DeregisterConsumer command) {
        StreamKey key = command.key();
        StreamRow row = catalogue.find(key);
        if (row == null) {
            return Refusals.streamNotFound(key);
        }
        ConsumerTable consumers = row.consumers();
        ConsumerRow consumer = consumers.find(command.which());
        if (consumer == null) {
            return SettingRefusals.consumerNotFound(key, command.which().name());
        }
        if (consumer.status() == ConsumerStatus.DELETING) {
            return new Outcome.Unchanged();
        }
        Command.Timing timing = command.timing();
        ConsumerTable next =
                timing.immediate()
                        ? consumers.without(consumer)
                        : consumers.with(consumer.in(ConsumerStatus.DELETING, timing.dueMillis()));
        return publish(row, row.with(next));
    }

    private Outcome publish(StreamRow before, StreamRow row) {
        catalogue.put(row);
        return new Outcome.Applied(before, row);
    }
}
