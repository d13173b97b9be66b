package io.millrace.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ConsumerStatus;
import software.amazon.awssdk.services.kinesis.model.EncryptionType;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.MetricsName;
import software.amazon.awssdk.services.kinesis.model.MinimumThroughputBillingCommitmentInputStatus;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.ScalingType;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;
import software.amazon.awssdk.services.kinesis.model.StreamMode;
import software.amazon.awssdk.services.kinesis.model.Tag;
import software.amazon.awssdk.services.kinesis.model.WarmThroughputObject;

/// A round through the operations that the AWS SDK for Java v2 models, each called as meant and
/// with a mistake; but for SubscribeToShard, which only its asynchronous client has.
final class OperationsRound {
    static final String NOT_FOUND = "ResourceNotFoundException";
    static final String ARN = "arn:aws:kinesis:us-east-1:000000000000:stream/";
    private static final String IN_USE = "ResourceInUseException";
    private static final String INVALID = "InvalidArgumentException";
    private static final String LIMIT = "LimitExceededException";
    private static final String NOWHERE = "nowhere";
    private static final String SHARD = "shardId-000000000000";
    private static final String KEY = "alias/aws/kinesis";

    /// Calls within which the rates of AWS are exceeded, even if each takes a fifth of a second.
    private static final int MOST_CALLS = 1_000;

    private final KinesisClient kinesis;
    private final String stream;
    private final String arn;
    private final String onDemand;

    /// @param stream a name that is free, as is the one with `-on-demand` behind it
    OperationsRound(KinesisClient kinesis, String stream) {
        this.kinesis = kinesis;
        this.stream = stream;
        this.arn = ARN + stream;
        this.onDemand = stream + "-on-demand";
    }

    void run() {
        creation();
        records();
        shards();
        retention();
        consumers();
        tags();
        policies();
        settings();
        throughput();
        deletion();
    }

    private void creation() {
        kinesis.createStream(r -> r.streamName(stream).shardCount(2).tags(Map.of("a", "1")));
        refused(IN_USE, () -> kinesis.createStream(r -> r.streamName(stream).shardCount(1)));
        assertThat(kinesis.describeStream(r -> r.streamName(stream)).streamDescription().shards())
                .hasSize(2);
        refused(NOT_FOUND, () -> kinesis.describeStream(r -> r.streamName(NOWHERE)));
        assertThat(summary(stream).streamARN()).isEqualTo(arn);
        refused(NOT_FOUND, () -> kinesis.describeStreamSummary(r -> r.streamName(NOWHERE)));
        assertThat(kinesis.listStreams().streamNames()).contains(stream);
        refused(INVALID, () -> kinesis.listStreams(r -> r.nextToken("none")));
        assertThat(kinesis.describeLimits().openShardCount()).isGreaterThanOrEqualTo(2);
    }

    private StreamDescriptionSummary summary(String name) {
        return kinesis.describeStreamSummary(r -> r.streamName(name)).streamDescriptionSummary();
    }

    private void records() {
        SdkBytes data = SdkBytes.fromUtf8String("hello");
        PutRecordsRequestEntry entry =
                PutRecordsRequestEntry.builder().partitionKey("k").data(data).build();
        String first =
                kinesis.putRecord(r ->
                                r.streamName(stream)
                                        .partitionKey("k")
                                        .explicitHashKey("0")
                                        .data(data))
                        .sequenceNumber();
        refused(
                NOT_FOUND,
                () -> kinesis.putRecord(r -> r.streamName(NOWHERE).partitionKey("k").data(data)));
        assertThat(kinesis.putRecords(r -> r.streamARN(arn).records(entry)).failedRecordCount())
                .isZero();
        refused(NOT_FOUND, () -> kinesis.putRecords(r -> r.streamName(NOWHERE).records(entry)));
        String iterator =
                kinesis.getShardIterator(r ->
                                r.streamName(stream)
                                        .shardId(SHARD)
                                        .shardIteratorType(ShardIteratorType.AT_SEQUENCE_NUMBER)
                                        .startingSequenceNumber(first))
                        .shardIterator();
        refused(
                NOT_FOUND,
                () ->
                        kinesis.getShardIterator(r ->
                                r.streamName(NOWHERE)
                                        .shardId(SHARD)
                                        .shardIteratorType(ShardIteratorType.LATEST)));
        GetRecordsResponse page = kinesis.getRecords(r -> r.shardIterator(iterator));
        assertThat(page.records().getFirst().sequenceNumber()).isEqualTo(first);
        refused(INVALID, () -> kinesis.getRecords(r -> r.shardIterator("forged")));
    }

    private void shards() {
        refused(
                INVALID,
                () ->
                        kinesis.splitShard(r ->
                                r.streamName(stream).shardToSplit(SHARD).newStartingHashKey("1")));
        kinesis.splitShard(
                r -> r.streamName(stream).shardToSplit(SHARD).newStartingHashKey("1000"));
        refused(
                INVALID,
                () ->
                        kinesis.mergeShards(r ->
                                r.streamName(stream)
                                        .shardToMerge("shardId-000000000003")
                                        .adjacentShardToMerge("shardId-000000000002")));
        kinesis.mergeShards(r ->
                r.streamName(stream)
                        .shardToMerge("shardId-000000000002")
                        .adjacentShardToMerge("shardId-000000000003"));
        assertThat(
                        kinesis.updateShardCount(r ->
                                        r.streamName(stream)
                                                .targetShardCount(4)
                                                .scalingType(ScalingType.UNIFORM_SCALING))
                                .currentShardCount())
                .isEqualTo(2);
        refused(
                LIMIT,
                () ->
                        kinesis.updateShardCount(r ->
                                r.streamName(stream)
                                        .targetShardCount(9)
                                        .scalingType(ScalingType.UNIFORM_SCALING)));
        assertThat(kinesis.listShards(r -> r.streamName(stream)).shards())
                .filteredOn(shard -> shard.sequenceNumberRange().endingSequenceNumber() == null)
                .hasSize(4);
        refused(NOT_FOUND, () -> kinesis.listShards(r -> r.streamName(NOWHERE)));
    }

    private void retention() {
        kinesis.increaseStreamRetentionPeriod(r -> r.streamName(stream).retentionPeriodHours(48));
        assertThat(summary(stream).retentionPeriodHours()).isEqualTo(48);
        refused(
                INVALID,
                () ->
                        kinesis.increaseStreamRetentionPeriod(
                                r -> r.streamName(stream).retentionPeriodHours(24)));
        kinesis.decreaseStreamRetentionPeriod(r -> r.streamName(stream).retentionPeriodHours(24));
        assertThat(summary(stream).retentionPeriodHours()).isEqualTo(24);
        refused(
                INVALID,
                () ->
                        kinesis.decreaseStreamRetentionPeriod(
                                r -> r.streamName(stream).retentionPeriodHours(23)));
    }

    private void consumers() {
        String consumer =
                kinesis.registerStreamConsumer(r -> r.streamARN(arn).consumerName("app"))
                        .consumer()
                        .consumerARN();
        refused(
                IN_USE,
                () -> kinesis.registerStreamConsumer(r -> r.streamARN(arn).consumerName("app")));
        assertThat(
                        kinesis.describeStreamConsumer(r -> r.consumerARN(consumer))
                                .consumerDescription()
                                .consumerStatus())
                .isEqualTo(ConsumerStatus.ACTIVE);
        refused(
                NOT_FOUND,
                () -> kinesis.describeStreamConsumer(r -> r.streamARN(arn).consumerName("none")));
        assertThat(kinesis.listStreamConsumers(r -> r.streamARN(arn)).consumers())
                .extracting("consumerARN")
                .containsExactly(consumer);
        refused(NOT_FOUND, () -> kinesis.listStreamConsumers(r -> r.streamARN(ARN + NOWHERE)));
        assertThat(summary(stream).consumerCount()).isEqualTo(1);
        kinesis.deregisterStreamConsumer(r -> r.consumerARN(consumer));
        refused(NOT_FOUND, () -> kinesis.deregisterStreamConsumer(r -> r.consumerARN(consumer)));
    }

    private void tags() {
        kinesis.addTagsToStream(r -> r.streamName(stream).tags(Map.of("b", "2")));
        refused(
                NOT_FOUND,
                () -> kinesis.addTagsToStream(r -> r.streamName(NOWHERE).tags(Map.of("b", "2"))));
        kinesis.removeTagsFromStream(r -> r.streamName(stream).tagKeys("a"));
        refused(
                NOT_FOUND,
                () -> kinesis.removeTagsFromStream(r -> r.streamName(NOWHERE).tagKeys("a")));
        assertThat(kinesis.listTagsForStream(r -> r.streamName(stream)).tags())
                .containsExactly(tag("b", "2"));
        refused(NOT_FOUND, () -> kinesis.listTagsForStream(r -> r.streamName(NOWHERE)));
        kinesis.tagResource(r -> r.resourceARN(arn).tags(Map.of("c", "3")));
        refused(
                NOT_FOUND,
                () -> kinesis.tagResource(r -> r.resourceARN(ARN + NOWHERE).tags(Map.of("c", ""))));
        kinesis.untagResource(r -> r.resourceARN(arn).tagKeys("b"));
        refused(
                NOT_FOUND,
                () -> kinesis.untagResource(r -> r.resourceARN(ARN + NOWHERE).tagKeys("b")));
        assertThat(kinesis.listTagsForResource(r -> r.resourceARN(arn)).tags())
                .containsExactly(tag("c", "3"));
        refused(NOT_FOUND, () -> kinesis.listTagsForResource(r -> r.resourceARN(ARN + NOWHERE)));
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private void policies() {
        String policy = "{\"Version\":\"2012-10-17\",\"Statement\":[]}";
        kinesis.putResourcePolicy(r -> r.resourceARN(arn).policy(policy));
        refused(INVALID, () -> kinesis.putResourcePolicy(r -> r.resourceARN(arn).policy("none")));
        assertThat(kinesis.getResourcePolicy(r -> r.resourceARN(arn)).policy()).isEqualTo(policy);
        refused(NOT_FOUND, () -> kinesis.getResourcePolicy(r -> r.resourceARN(ARN + NOWHERE)));
        kinesis.deleteResourcePolicy(r -> r.resourceARN(arn));
        refused(NOT_FOUND, () -> kinesis.deleteResourcePolicy(r -> r.resourceARN(arn)));
    }

    private void settings() {
        assertThat(
                        kinesis.enableEnhancedMonitoring(r ->
                                        r.streamName(stream)
                                                .shardLevelMetrics(MetricsName.INCOMING_BYTES))
                                .desiredShardLevelMetrics())
                .containsExactly(MetricsName.INCOMING_BYTES);
        refused(
                NOT_FOUND,
                () ->
                        kinesis.enableEnhancedMonitoring(
                                r -> r.streamName(NOWHERE).shardLevelMetrics(MetricsName.ALL)));
        assertThat(
                        kinesis.disableEnhancedMonitoring(r ->
                                        r.streamName(stream).shardLevelMetrics(MetricsName.ALL))
                                .desiredShardLevelMetrics())
                .isEmpty();
        refused(
                NOT_FOUND,
                () ->
                        kinesis.disableEnhancedMonitoring(
                                r -> r.streamName(NOWHERE).shardLevelMetrics(MetricsName.ALL)));
        EncryptionType kms = EncryptionType.KMS;
        kinesis.startStreamEncryption(r -> r.streamName(stream).encryptionType(kms).keyId(KEY));
        assertThat(summary(stream).keyId()).isEqualTo(KEY);
        refused(
                NOT_FOUND,
                () ->
                        kinesis.startStreamEncryption(
                                r -> r.streamName(NOWHERE).encryptionType(kms).keyId(KEY)));
        kinesis.stopStreamEncryption(r -> r.streamName(stream).encryptionType(kms).keyId(KEY));
        assertThat(summary(stream).encryptionType()).isEqualTo(EncryptionType.NONE);
        refused(
                NOT_FOUND,
                () ->
                        kinesis.stopStreamEncryption(
                                r -> r.streamName(NOWHERE).encryptionType(kms).keyId(KEY)));
        kinesis.updateMaxRecordSize(r -> r.streamARN(arn).maxRecordSizeInKiB(2048));
        assertThat(summary(stream).maxRecordSizeInKiB()).isEqualTo(2048);
        refused(
                NOT_FOUND,
                () ->
                        kinesis.updateMaxRecordSize(
                                r -> r.streamARN(ARN + NOWHERE).maxRecordSizeInKiB(2048)));
    }

    /// Modes, and what an account commits to.
    private void throughput() {
        kinesis.updateAccountSettings(r ->
                r.minimumThroughputBillingCommitment(
                        c -> c.status(MinimumThroughputBillingCommitmentInputStatus.ENABLED)));
        refused(
                "ValidationException",
                () ->
                        kinesis.updateAccountSettings(r ->
                                r.minimumThroughputBillingCommitment(c -> c.status("PERHAPS"))));
        assertThat(
                        kinesis.describeAccountSettings(_ -> {})
                                .minimumThroughputBillingCommitment()
                                .statusAsString())
                .isEqualTo("ENABLED");
        kinesis.createStream(r -> r.streamName(onDemand).shardCount(1));
        refused(
                INVALID,
                () ->
                        kinesis.updateStreamWarmThroughput(
                                r -> r.streamName(onDemand).warmThroughputMiBps(8)));
        kinesis.updateStreamMode(r ->
                r.streamARN(ARN + onDemand)
                        .streamModeDetails(m -> m.streamMode(StreamMode.ON_DEMAND)));
        refused(
                NOT_FOUND,
                () ->
                        kinesis.updateStreamMode(r ->
                                r.streamARN(ARN + NOWHERE)
                                        .streamModeDetails(
                                                m -> m.streamMode(StreamMode.ON_DEMAND))));
        WarmThroughputObject warm =
                kinesis.updateStreamWarmThroughput(
                                r -> r.streamName(onDemand).warmThroughputMiBps(8))
                        .warmThroughput();
        assertThat(warm.targetMiBps()).isEqualTo(8);
        assertThat(summary(onDemand).warmThroughput().targetMiBps()).isEqualTo(8);
        assertThat(summary(stream).warmThroughput()).isNull();
    }

    private void deletion() {
        for (String name : List.of(stream, onDemand)) {
            kinesis.deleteStream(r -> r.streamName(name));
        }
        refused(NOT_FOUND, () -> kinesis.deleteStream(r -> r.streamName(NOWHERE)));
    }

    /// Calls of an account, which can be refused only for coming too often.
    ///
    /// @param limited reaches a server with the rates of AWS
    static void exceed(KinesisClient limited) {
        refusedAtLast(limited::describeLimits);
        refusedAtLast(() -> limited.describeAccountSettings(_ -> {}));
    }

    private static void refusedAtLast(ThrowingCallable call) {
        for (int calls = 0; calls < MOST_CALLS; calls++) {
            Throwable thrown = catchThrowable(call);
            if (thrown != null) {
                assertThat(errorOf(thrown)).isEqualTo(LIMIT);
                return;
            }
        }
        throw new AssertionError("not refused within " + MOST_CALLS + " calls");
    }

    private static void refused(String error, ThrowingCallable call) {
        assertThat(errorOf(catchThrowable(call))).isEqualTo(error);
    }

    /// Name of the error that a call was refused with.
    static String errorOf(Throwable thrown) {
        assertThat(thrown).isInstanceOf(AwsServiceException.class);
        return ((AwsServiceException) thrown).awsErrorDetails().errorCode();
    }
}
