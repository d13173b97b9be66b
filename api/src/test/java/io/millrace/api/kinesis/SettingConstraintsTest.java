package io.millrace.api.kinesis;

import static io.millrace.api.kinesis.Breach.below;
import static io.millrace.api.kinesis.Breach.fault;
import static io.millrace.api.kinesis.Breach.missing;
import static io.millrace.api.kinesis.Breach.oneOf;
import static io.millrace.api.kinesis.Breach.pattern;
import static io.millrace.api.kinesis.Breach.shorter;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.wire.Format;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The exact text about broken constraints on consumers, tags, policies, settings and channels, in
/// both formats.
final class SettingConstraintsTest {
    private static final String NAME = "[a-zA-Z0-9_.-]+";
    private static final String STREAM_ARN = "arn:aws.*:kinesis:.*:\\\\d{12}:stream/\\\\S+";
    private static final String RESOURCE_ARN =
            "arn:aws.*:kinesis:.*:\\\\d{12}:.*(stream|channel)/\\\\S+";
    private static final String CONSUMER_ARN =
            "^(arn):aws.*:kinesis:.*:\\\\d{12}:.*stream\\\\/[a-zA-Z0-9_.-]+\\\\/consumer\\\\/"
                    + "[a-zA-Z0-9_.-]+:[0-9]+";
    private static final String METRICS =
            "IncomingBytes, IncomingRecords, OutgoingBytes, OutgoingRecords,"
                    + " WriteProvisionedThroughputExceeded, ReadProvisionedThroughputExceeded,"
                    + " IteratorAgeMilliseconds, ALL";

    static List<Breach> consumers() {
        return List.of(
                Breach.of(
                        "RegisterStreamConsumer",
                        "{}",
                        missing("consumerName"),
                        missing("streamARN")),
                Breach.of(
                        "RegisterStreamConsumer",
                        "{'ConsumerName':'','Tags':{},'StreamARN':'x'}",
                        pattern("", "consumerName", NAME),
                        shorter("", "consumerName", 1),
                        shorter("{}", "tags", 1),
                        pattern("x", "streamARN", STREAM_ARN)),
                Breach.of("ListStreamConsumers", "{}", missing("streamARN")),
                Breach.of(
                        "DescribeStreamConsumer",
                        "{'ConsumerName':'a b','ConsumerARN':'arn:aws:kinesis:r:123456789012:stream/s'}",
                        pattern("a b", "consumerName", NAME),
                        pattern(
                                "arn:aws:kinesis:r:123456789012:stream/s",
                                "consumerARN",
                                CONSUMER_ARN)),
                Breach.of(
                        "DeregisterStreamConsumer",
                        "{'ConsumerARN':''}",
                        pattern("", "consumerARN", CONSUMER_ARN),
                        shorter("", "consumerARN", 1)));
    }

    static List<Breach> resources() {
        return List.of(
                Breach.of("AddTagsToStream", "{}", missing("tags")),
                Breach.of("RemoveTagsFromStream", "{}", missing("tagKeys")),
                Breach.of("RemoveTagsFromStream", "{'TagKeys':[]}", shorter("[]", "tagKeys", 1)),
                Breach.of(
                        "UntagResource",
                        "{'TagKeys':['a','']}",
                        fault(
                                " '[a, ]'",
                                "tagKeys",
                                "satisfy constraint: [Member must have length less than or equal to"
                                        + " 128, Member must have length greater than or equal to 1]"),
                        missing("resourceARN")),
                Breach.of(
                        "ListTagsForStream",
                        "{'Limit':0,'ExclusiveStartTagKey':''}",
                        below("0", "limit", 1),
                        shorter("", "exclusiveStartTagKey", 1)),
                Breach.of("TagResource", "{}", missing("tags"), missing("resourceARN")),
                Breach.of(
                        "ListTagsForResource",
                        "{'ResourceARN':'arn:aws:kinesis:r:123456789012:table/x'}",
                        pattern(
                                "arn:aws:kinesis:r:123456789012:table/x",
                                "resourceARN",
                                RESOURCE_ARN)),
                Breach.of("GetResourcePolicy", "{}", missing("resourceARN")),
                Breach.of("DeleteResourcePolicy", "{}", missing("resourceARN")),
                Breach.of("PutResourcePolicy", "{}", missing("resourceARN"), missing("policy")));
    }

    static List<Breach> settings() {
        return List.of(
                Breach.of("EnableEnhancedMonitoring", "{}", missing("shardLevelMetrics")),
                Breach.of(
                        "DisableEnhancedMonitoring",
                        "{'ShardLevelMetrics':['ALL','x']}",
                        fault(
                                " '[ALL, x]'",
                                "shardLevelMetrics",
                                "satisfy constraint: [Member must satisfy enum value set: ["
                                        + METRICS
                                        + "]]")),
                Breach.of(
                        "StartStreamEncryption", "{}", missing("encryptionType"), missing("keyId")),
                Breach.of(
                        "StopStreamEncryption",
                        "{'EncryptionType':'X','KeyId':''}",
                        oneOf("X", "encryptionType", "NONE, KMS"),
                        shorter("", "keyId", 1)),
                Breach.of(
                        "UpdateStreamMode",
                        "{'WarmThroughputMiBps':-1}",
                        missing("streamModeDetails"),
                        below("-1", "warmThroughputMiBps", 0),
                        missing("streamARN")),
                Breach.of("UpdateStreamWarmThroughput", "{}", missing("warmThroughputMiBps")),
                Breach.of(
                        "UpdateMaxRecordSize",
                        "{'MaxRecordSizeInKiB':1}",
                        below("1", "maxRecordSizeInKiB", 1024)),
                Breach.of(
                        "UpdateStreamRecordDistributionStrategy",
                        "{'RecordDistributionStrategy':'X'}",
                        oneOf("X", "recordDistributionStrategy", "AUTO, USER_PARTITION_KEY"),
                        missing("streamARN")),
                Breach.of(
                        "UpdateAccountSettings",
                        "{}",
                        missing("minimumThroughputBillingCommitment")),
                Breach.of(
                        "UpdateAccountSettings",
                        "{'MinimumThroughputBillingCommitment':{'Status':'X'}}",
                        oneOf(
                                "X",
                                "minimumThroughputBillingCommitment.status",
                                "ENABLED, DISABLED")));
    }

    static List<Breach> channels() {
        return List.of(
                Breach.of(
                        "CreateChannel",
                        "{}",
                        missing("channelName"),
                        missing("serviceExecutionRoleARN"),
                        missing("streamConfigurationList")),
                Breach.of(
                        "CreateChannel",
                        "{'ChannelName':'c','ServiceExecutionRoleARN':'arn:aws:iam::123456789012:role/r',"
                                + "'StreamConfigurationList':[{'StreamARN':'x','RecordConfiguration':{}}],"
                                + "'S3DestinationConfiguration':{'StorageConfiguration':{"
                                + "'CompressionType':'X','StorageClass':'STANDARD_IA'}},"
                                + "'EncryptionConfiguration':{'KeyId':''},"
                                + "'LoggingConfiguration':{'CloudWatchLogs':{'LogStreamName':':'}}}",
                        pattern("x", "streamConfigurationList.1.member.streamARN", STREAM_ARN),
                        missing(
                                "streamConfigurationList.1.member.recordConfiguration.recordFormatType"),
                        missing("s3DestinationConfiguration.storageConfiguration.bucketARN"),
                        missing(
                                "s3DestinationConfiguration.storageConfiguration.expectedBucketOwner"),
                        oneOf(
                                "X",
                                "s3DestinationConfiguration.storageConfiguration.compressionType",
                                "NONE, GZIP, ZSTD"),
                        oneOf(
                                "STANDARD_IA",
                                "s3DestinationConfiguration.storageConfiguration.storageClass",
                                "STANDARD, INTELLIGENT_TIERING, GLACIER_IR"),
                        missing("encryptionConfiguration.encryptionType"),
                        shorter("", "encryptionConfiguration.keyId", 1),
                        missing("loggingConfiguration.cloudWatchLogs.enabled"),
                        pattern(
                                ":",
                                "loggingConfiguration.cloudWatchLogs.logStreamName",
                                "[^:*]*")),
                Breach.of("DescribeChannel", "{}", missing("channelARN")),
                Breach.of("DeleteChannel", "{}", missing("channelARN")),
                Breach.of(
                        "UpdateChannel",
                        "{'S3DestinationConfiguration':{}}",
                        missing("channelARN"),
                        missing("s3DestinationConfiguration.dataFreshnessInSeconds")),
                Breach.of(
                        "ListChannels",
                        "{'StreamFilter':[{}],'MaxResults':0,'NextToken':''}",
                        missing("streamFilter.1.member.streamARN"),
                        below("0", "maxResults", 1),
                        shorter("", "nextToken", 1)));
    }

    private final Kinesis kinesis = new Kinesis();

    @ParameterizedTest
    @MethodSource({"consumers", "resources", "settings", "channels"})
    void everyBreachHasItsText(Breach wrong) {
        for (Format format : Format.values()) {
            assertThat(kinesis.call(format, wrong.operation(), wrong.body()).error())
                    .isEqualTo(
                            "400 {\"__type\":\"ValidationException\",\"message\":\""
                                    + wrong.message()
                                    + "\"}");
        }
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void aTagWithoutAValueIsMissingIt(Format format) {
        assertThat(kinesis.call(format, "AddTagsToStream", "{'Tags':{'k':null}}").text("message"))
                .endsWith(missing("tags.k.member"));
    }

    @Test
    void aHostileArnIsRefusedInNoTime() {
        String arn =
                "arn:aws"
                        + ":kinesis:".repeat(70)
                        + ":111111111111:".repeat(45)
                        + "stream/".repeat(90)
                        + " ";
        long start = System.nanoTime();
        assertThat(
                        kinesis.json("ListTagsForResource", "{'ResourceARN':'" + arn + "'}")
                                .text("__type"))
                .isEqualTo("ValidationException");
        assertThat(System.nanoTime() - start).isLessThan(Duration.ofSeconds(2).toNanos());
    }
}
