package io.millrace.stream;

import static io.millrace.stream.StreamError.EXPIRED_ITERATOR;
import static io.millrace.stream.StreamError.INVALID_ARGUMENT;
import static io.millrace.stream.StreamError.LIMIT_EXCEEDED;
import static io.millrace.stream.StreamError.PROVISIONED_THROUGHPUT_EXCEEDED;
import static io.millrace.stream.StreamError.RESOURCE_IN_USE;
import static io.millrace.stream.StreamError.RESOURCE_NOT_FOUND;
import static io.millrace.stream.StreamError.VALIDATION;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Refusals in the words of AWS, trailing periods and slips included: clients match on them.
final class Refusals {
    private static final DateTimeFormatter JAVA_DATE =
            DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss 'UTC' yyyy", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private Refusals() {}

    static Outcome.Refused streamNotFound(StreamKey key) {
        return refused(RESOURCE_NOT_FOUND, stream("Stream", key) + " not found.");
    }

    static Outcome.Refused streamExists(StreamKey key) {
        return refused(RESOURCE_IN_USE, stream("Stream", key) + " already exists.");
    }

    static Outcome.Refused notActive(StreamKey key, StreamStatus status) {
        return refused(
                RESOURCE_IN_USE, stream("Stream", key) + " not ACTIVE, instead in state " + status);
    }

    static Outcome.Refused neitherActiveNorUpdating(StreamKey key, StreamStatus status) {
        return refused(
                RESOURCE_IN_USE,
                stream("Stream", key) + " not ACTIVE or UPDATING, instead in state " + status);
    }

    /// @param shard as the client wrote it if it names no shard, else normalised
    static Outcome.Refused shardNotFound(StreamKey key, String shard) {
        return refused(
                RESOURCE_NOT_FOUND,
                stream("Could not find shard " + shard + " in stream", key) + ".");
    }

    static Outcome.Refused shardMissing(StreamKey key, String shard) {
        return refused(
                RESOURCE_NOT_FOUND,
                stream("Shard " + shard + " in stream", key) + " does not exist");
    }

    static Outcome.Refused onDemand(StreamKey key) {
        return refused(
                VALIDATION,
                "Request is invalid. " + stream("Stream", key) + " is in On-Demand mode.");
    }

    static Outcome.Refused shardLimit(StreamKey key, int current, int limit, int additional) {
        return refused(
                LIMIT_EXCEEDED,
                "This request would exceed the shard limit for the account "
                        + key.account()
                        + " in "
                        + key.region()
                        + ". Current shard count for the account: "
                        + current
                        + ". Limit: "
                        + limit
                        + ". Number of additional shards that would have resulted from this"
                        + " request: "
                        + additional
                        + ". Refer to the AWS Service Limits page"
                        + " (http://docs.aws.amazon.com/general/latest/gr/aws_service_limits.html)"
                        + " for current limits and how to request higher limits.");
    }

    static Outcome.Refused transitionLimit(StreamKey key, int limit) {
        return refused(
                LIMIT_EXCEEDED,
                "This request would have exceed the limit on the number  of streams that can"
                        + " simultaneously be in CREATING or DELETING for the account "
                        + key.account()
                        + ". Limit: "
                        + limit
                        + ".");
    }

    static Outcome.Refused onDemandLimit(StreamKey key, int current, int limit) {
        return refused(
                LIMIT_EXCEEDED,
                "This request would exceed the limit on the number of On-Demand streams for the"
                        + " account "
                        + key.account()
                        + " in "
                        + key.region()
                        + ". Current On-Demand streams count: "
                        + current
                        + ". Limit: "
                        + limit
                        + ".");
    }

    /// @param direction "up over double" or "down below half"
    static Outcome.Refused scaling(String direction, int current, int target) {
        return refused(
                LIMIT_EXCEEDED,
                "UpdateShardCount cannot scale "
                        + direction
                        + " your current open shard count. Current open shard count: "
                        + current
                        + " Target shard count: "
                        + target);
    }

    static Outcome.Refused streamRate(StreamKey key) {
        return refused(LIMIT_EXCEEDED, stream("Rate exceeded for stream", key) + ".");
    }

    static Outcome.Refused accountRate(String account, String region) {
        return refused(
                LIMIT_EXCEEDED, "Rate exceeded for account " + account + " in " + region + ".");
    }

    /// A page beyond the limits; AWS words it otherwise than a put.
    static Outcome.Refused readRate(StreamKey key, String shard) {
        return refused(
                PROVISIONED_THROUGHPUT_EXCEEDED,
                "Rate exceeded for Shard - " + key.account() + "/" + key.name() + "/" + shard);
    }

    static Outcome.Refused shardRate(StreamKey key, String shard) {
        return refused(
                PROVISIONED_THROUGHPUT_EXCEEDED,
                stream("Rate exceeded for shard " + shard + " in stream", key) + ".");
    }

    static Outcome.Refused splitKey(StreamKey key, ShardRow shard, String newStartingHashKey) {
        return refused(
                INVALID_ARGUMENT,
                stream(
                                "NewStartingHashKey "
                                        + newStartingHashKey
                                        + " used in SplitShard() on shard "
                                        + shard.id()
                                        + " in stream",
                                key)
                        + " is not both greater than one plus the shard's StartingHashKey "
                        + shard.start()
                        + " and less than the shard's EndingHashKey "
                        + shard.end()
                        + ".");
    }

    static Outcome.Refused shardClosed(StreamKey key, String shard) {
        return refused(
                INVALID_ARGUMENT,
                stream("Shard " + shard + " in stream", key)
                        + " has already been merged or split, and thus is not eligible for merging"
                        + " or splitting.");
    }

    static Outcome.Refused notAdjacent(StreamKey key, String shard, String adjacent) {
        return refused(
                INVALID_ARGUMENT,
                stream("Shards " + shard + " and " + adjacent + " in stream", key)
                        + " are not an adjacent pair of shards eligible for merging");
    }

    static Outcome.Refused retentionTooShort(int hours) {
        return refused(
                INVALID_ARGUMENT,
                "Minimum allowed retention period is 24 hours. Requested retention period ("
                        + hours
                        + " hours) is too short.");
    }

    static Outcome.Refused retentionNot(StreamKey key, int hours, int existing, boolean increase) {
        return refused(
                INVALID_ARGUMENT,
                "Requested retention period ("
                        + hours
                        + " hours) for stream "
                        + key.name()
                        + (increase ? " can not be shorter than" : " can not be longer than")
                        + " existing retention period ("
                        + existing
                        + " hours). Use "
                        + (increase ? "DecreaseRetentionPeriod" : "IncreaseRetentionPeriod")
                        + " API.");
    }

    static Outcome.Refused explicitHashKey(String value) {
        return refused(
                INVALID_ARGUMENT,
                "Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]."
                        + " Specified value was "
                        + value);
    }

    static Outcome.Refused ordering(StreamKey key, String number) {
        return refused(
                INVALID_ARGUMENT,
                stream(
                                "ExclusiveMinimumSequenceNumber "
                                        + number
                                        + " used in PutRecord on stream",
                                key)
                        + " is invalid.");
    }

    static Outcome.Refused recordsTooLarge(int limitMib) {
        return refused(INVALID_ARGUMENT, "Records size exceeds " + limitMib + " MB limit");
    }

    /// @param problems of members, at least one
    static Outcome.Refused validation(Iterable<String> problems) {
        String all = String.join("; ", problems);
        int count = 0;
        for (String _ : problems) {
            count++;
        }
        return refused(
                VALIDATION,
                count
                        + (count == 1 ? " validation error" : " validation errors")
                        + " detected: "
                        + all);
    }

    static Outcome.Refused iterator() {
        return refused(INVALID_ARGUMENT, "Invalid ShardIterator.");
    }

    static Outcome.Refused iteratorExpired(
            long createdMillis, long nowMillis, long toleratedMillis) {
        return refused(
                EXPIRED_ITERATOR,
                "Iterator expired. The iterator was created at time "
                        + JAVA_DATE.format(Instant.ofEpochMilli(createdMillis))
                        + " while right now it is "
                        + JAVA_DATE.format(Instant.ofEpochMilli(nowMillis))
                        + " which is further in the future than the tolerated delay of "
                        + toleratedMillis
                        + " milliseconds.");
    }

    /// @param also whether a number was given where none belongs, or the reverse
    static Outcome.Refused iteratorMembers(IteratorType type, boolean also) {
        return refused(
                INVALID_ARGUMENT,
                "Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and"
                        + " StartingSequenceNumber or (2) TRIM_HORIZON or LATEST and no"
                        + " StartingSequenceNumber. Request specified "
                        + type
                        + (also
                                ? " and also a StartingSequenceNumber."
                                : " and no StartingSequenceNumber."));
    }

    static Outcome.Refused timestampMissing() {
        return refused(
                INVALID_ARGUMENT,
                "Must specify timestampInMillis parameter for iterator of type AT_TIMESTAMP."
                        + " Current request has no timestamp parameter.");
    }

    static Outcome.Refused timestampAhead(long timestampMillis, long nowMillis) {
        return refused(
                INVALID_ARGUMENT,
                "The timestampInMillis parameter cannot be greater than the"
                        + " currentTimestampInMillis. timestampInMillis: "
                        + timestampMillis
                        + ", currentTimestampInMillis: "
                        + nowMillis);
    }

    static Outcome.Refused numberOfOtherShard(String encoded, String shard) {
        return refused(
                INVALID_ARGUMENT,
                "Invalid StartingSequenceNumber. It encodes "
                        + encoded
                        + ", while it was used in a call to a shard with "
                        + shard);
    }

    /// @param foreign whether it is a number, but none of this stream
    static Outcome.Refused numberInvalid(
            StreamKey key, String shard, String number, boolean foreign) {
        return refused(
                INVALID_ARGUMENT,
                stream(
                                "StartingSequenceNumber "
                                        + number
                                        + " used in GetShardIterator on shard "
                                        + shard
                                        + " in stream",
                                key)
                        + (foreign
                                ? " is invalid because it did not come from this stream."
                                : " is invalid."));
    }

    static String stream(String what, StreamKey key) {
        return what + " " + key.name() + " under account " + key.account();
    }

    static Outcome.Refused refused(StreamError error, String message) {
        return new Outcome.Refused(error, message);
    }
}
