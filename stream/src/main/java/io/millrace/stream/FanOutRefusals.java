package io.millrace.stream;

import static io.millrace.stream.StreamError.RESOURCE_IN_USE;

/// Refusals of subscriptions in the words of AWS.
final class FanOutRefusals {
    private FanOutRefusals() {}

    static Outcome.Refused consumerNotActive(StreamKey key, ConsumerName consumer) {
        return Refusals.refused(
                RESOURCE_IN_USE,
                "Consumer "
                        + consumer.name()
                        + " with creation timestamp "
                        + consumer.createdSeconds()
                        + " under stream: "
                        + key.name()
                        + " , account "
                        + key.account()
                        + " is not in ACTIVE status.");
    }

    /// There is another subscription: too young to give way, or the one that took over.
    static Outcome.Refused subscribed(StreamKey key, String shard, ConsumerName consumer) {
        return Refusals.refused(
                RESOURCE_IN_USE,
                "Another active subscription exists for this consumer: "
                        + String.join(":", key.account(), key.name(), shard, consumer.name()));
    }
}
