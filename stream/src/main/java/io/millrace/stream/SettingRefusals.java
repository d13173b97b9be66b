package io.millrace.stream;

import static io.millrace.stream.StreamError.INVALID_ARGUMENT;
import static io.millrace.stream.StreamError.LIMIT_EXCEEDED;
import static io.millrace.stream.StreamError.RESOURCE_IN_USE;
import static io.millrace.stream.StreamError.RESOURCE_NOT_FOUND;

import org.jspecify.annotations.Nullable;

/// Refusals about consumers, tags, policies and settings, in the words of AWS where they are known.
final class SettingRefusals {
    private SettingRefusals() {}

    static Outcome.Refused consumerNotFound(StreamKey key, @Nullable String consumer) {
        return Refusals.refused(
                RESOURCE_NOT_FOUND,
                "Consumer " + consumer + ", account " + key.account() + " not found.");
    }

    static Outcome.Refused consumerUnnamed() {
        return Refusals.refused(
                INVALID_ARGUMENT,
                "Both streamARN and consumer name must be provided if consumerARN is not provied.");
    }

    static Outcome.Refused consumerExists(StreamKey key, String consumer) {
        return Refusals.refused(
                RESOURCE_IN_USE,
                "Consumer "
                        + consumer
                        + " under stream "
                        + key.name()
                        + " already exists for account "
                        + key.account()
                        + ".");
    }

    static Outcome.Refused consumerLimit(StreamKey key, int limit) {
        return Refusals.refused(
                LIMIT_EXCEEDED,
                Refusals.stream(
                                "This request would exceed the limit on the number of consumers"
                                        + " registered with stream",
                                key)
                        + ". Limit: "
                        + limit
                        + ".");
    }

    static Outcome.Refused creatingConsumerLimit(StreamKey key, int limit) {
        return Refusals.refused(
                LIMIT_EXCEEDED,
                Refusals.stream(
                                "This request would exceed the limit on the number of consumers"
                                        + " that can simultaneously be in CREATING for stream",
                                key)
                        + ". Limit: "
                        + limit
                        + ".");
    }

    /// A stream with consumers is deleted by force only.
    static Outcome.Refused consumersBar(StreamKey key) {
        return Refusals.refused(
                RESOURCE_IN_USE,
                "DeleteStream can't delete "
                        + key.account()
                        + ":"
                        + key.name()
                        + " because there are consumers associated with this data stream. To delete "
                        + key.name()
                        + " anyway, set the EnforceConsumerDeletion parameter to true to force the"
                        + " deletion of all the consumers that are associated with it.");
    }

    /// The text says 10 on AWS too; the limit is 50.
    static Outcome.Refused tagLimit(ResourceKey resource) {
        return Refusals.refused(
                INVALID_ARGUMENT,
                tags("Failed to add tags to ", resource)
                        + " because a given "
                        + (resource.consumer() == null ? "stream" : "consumer")
                        + " cannot have more than 10 tags associated with it.");
    }

    static Outcome.Refused tagCharacters() {
        return Refusals.refused(
                INVALID_ARGUMENT,
                "Some tags contain invalid characters. Valid characters: Unicode letters, digits,"
                        + " white space, _ . / = + - % @.");
    }

    /// @param add whether tags were to be added, not removed
    static Outcome.Refused tagIllegal(ResourceKey resource, boolean add) {
        return Refusals.refused(
                INVALID_ARGUMENT,
                tags(add ? "Failed to add tags to " : "Failed to remove tags from ", resource)
                        + " because some tags contained illegal characters. The allowed characters"
                        + " are Unicode letters, white-spaces, '_',',','/','=','+','-','@'.");
    }

    static Outcome.Refused tagReserved(String key) {
        return Refusals.refused(
                INVALID_ARGUMENT, "Tag keys must not start with aws:, but there is " + key + ".");
    }

    private static String tags(String what, ResourceKey resource) {
        ConsumerName consumer = resource.consumer();
        return consumer == null
                ? Refusals.stream(what + "stream", resource.stream())
                : Refusals.stream(
                        what + "consumer " + consumer.name() + " under stream", resource.stream());
    }

    static Outcome.Refused noPolicy(ResourceKey resource) {
        return Refusals.refused(
                RESOURCE_NOT_FOUND,
                "No resource policy found for resource ARN " + resource.arn() + ".");
    }

    static Outcome.Refused policyTooLong(int limitBytes) {
        return Refusals.refused(
                INVALID_ARGUMENT, "Policy must not be longer than " + limitBytes + " bytes.");
    }

    static Outcome.Refused distributionOfProvisioned() {
        return Refusals.refused(
                INVALID_ARGUMENT,
                "RecordDistributionStrategy AUTO is only for streams in On-Demand mode.");
    }

    static Outcome.Refused warmOfProvisioned() {
        return Refusals.refused(
                INVALID_ARGUMENT, "WarmThroughputMiBps is only for streams in On-Demand mode.");
    }

    static Outcome.Refused warmUncommitted(StreamKey key) {
        return Refusals.refused(
                INVALID_ARGUMENT,
                "WarmThroughputMiBps needs MinimumThroughputBillingCommitment to be enabled for"
                        + " account "
                        + key.account()
                        + " in "
                        + key.region()
                        + ".");
    }

    static Outcome.Refused warmLimit(int mibps, int limitMibps) {
        return Refusals.refused(
                INVALID_ARGUMENT,
                "WarmThroughputMiBps must not be above "
                        + limitMibps
                        + ". Specified value was "
                        + mibps);
    }

    static Outcome.Refused orderingOfSpread() {
        return Refusals.refused(
                INVALID_ARGUMENT,
                "SequenceNumberForOrdering must not be specified for a stream whose"
                        + " RecordDistributionStrategy is AUTO.");
    }
}
