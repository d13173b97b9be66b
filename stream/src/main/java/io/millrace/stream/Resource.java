package io.millrace.stream;

import org.jspecify.annotations.Nullable;

/// What can have tags and a policy, as the state has it: a stream, or a consumer of it.
///
/// @param consumer null for the stream itself
record Resource(StreamRow row, @Nullable ConsumerRow consumer) {
    /// Finds a resource.
    ///
    /// @return null if there is none
    static @Nullable Resource find(Catalogue catalogue, ResourceKey key) {
        StreamRow row = catalogue.find(key.stream());
        ConsumerName name = key.consumer();
        if (row == null || name == null) {
            return row == null ? null : new Resource(row, null);
        }
        ConsumerRow consumer = row.consumers().find(ConsumerSelector.of(name));
        return consumer == null ? null : new Resource(row, consumer);
    }

    /// The refusal of a resource that was not found.
    static Outcome.Refused missing(Catalogue catalogue, ResourceKey key) {
        ConsumerName name = key.consumer();
        return name == null || catalogue.find(key.stream()) == null
                ? Refusals.streamNotFound(key.stream())
                : SettingRefusals.consumerNotFound(key.stream(), name.name());
    }

    Tags tags() {
        return consumer == null ? row.settings().tags() : consumer.tags();
    }

    /// Null if it has none.
    @Nullable String policy() {
        return consumer == null ? row.settings().policy() : consumer.policy();
    }

    /// The stream with other tags on this resource.
    StreamRow with(Tags tags) {
        return consumer == null
                ? row.with(row.settings().with(tags))
                : row.with(row.consumers().with(consumer.with(tags)));
    }

    /// The stream with another policy on this resource.
    ///
    /// @param policy null for none
    StreamRow under(@Nullable String policy) {
        return consumer == null
                ? row.with(row.settings().under(policy))
                : row.with(row.consumers().with(consumer.under(policy)));
    }
}
