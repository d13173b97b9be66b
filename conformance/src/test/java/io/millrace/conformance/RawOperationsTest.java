package io.millrace.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Behaviour;
import io.millrace.testkit.ClientCalls;
import io.millrace.testkit.MillraceProcess;
import io.millrace.testkit.TestClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What came in 2026 and no SDK of Java models, and fan-out as botocore reads it, without an SDK.
/// What was called is put down in `docs/clients`.
class RawOperationsTest {
    private static final String NOT_FOUND = "ResourceNotFoundException";
    private static final String INVALID = "InvalidArgumentException";
    private static final String DRY = "DryRunOperationException";
    private static final String ARN = "arn:aws:kinesis:us-east-1:000000000000:";
    private static final String CHANNEL = "'ChannelARN':'" + ARN + "channel/none'";

    @TempDir Path data;

    @Test
    @Behaviour({"K-213", "K-214", "K-350", "K-351", "K-354", "K-360", "K-361", "K-362"})
    void whatCameIn2026IsAnsweredOverHttp1() throws Exception {
        ClientCalls calls = new ClientCalls(TestClient.RAW);
        try (MillraceProcess server = MillraceProcess.server(data);
                RawClient raw = new RawClient(server.endpoint(), calls)) {
            distribution(raw);
            channels(raw);
            dryRuns(raw);
            fanOut(raw, server, calls);
            assertThat(server.terminate()).as(server.output()).isZero();
        }
        calls.verify();
    }

    /// A stream that deals its records out by itself, and one that cannot.
    private static void distribution(RawClient raw) throws IOException, InterruptedException {
        raw.call("CreateStream", "{'StreamName':'dealt','RecordDistributionStrategy':'AUTO'}");
        raw.refused(
                "CreateStream",
                INVALID,
                "{'StreamName':'no','StreamModeDetails':{'StreamMode':'PROVISIONED'},"
                        + "'ShardCount':1,'RecordDistributionStrategy':'AUTO'}");
        assertThat(raw.call("DescribeStreamSummary", "{'StreamName':'dealt'}"))
                .contains("\"RecordDistributionStrategy\":\"AUTO\"", "\"ChannelCount\":0")
                .doesNotContain("StreamId");
        String shard =
                RawClient.text(
                        raw.call("PutRecord", "{'StreamName':'dealt','Data':'aGVsbG8='}"),
                        "ShardId");
        raw.call("PutRecords", "{'StreamName':'dealt','Records':[{'Data':'aGVsbG8='}]}");
        String iterator =
                RawClient.text(
                        raw.call(
                                "GetShardIterator",
                                "{'StreamName':'dealt','ShardIteratorType':'TRIM_HORIZON','ShardId':'"
                                        + shard
                                        + "'}"),
                        "ShardIterator");
        assertThat(raw.call("GetRecords", "{'ShardIterator':'" + iterator + "'}"))
                .contains("\"Data\":\"aGVsbG8=\"")
                .doesNotContain("PartitionKey");
        raw.call(
                "UpdateStreamRecordDistributionStrategy",
                "{'RecordDistributionStrategy':'USER_PARTITION_KEY','StreamARN':'"
                        + ARN
                        + "stream/dealt'}");
        raw.refused("PutRecord", "ValidationException", "{'StreamName':'dealt','Data':'aGVsbG8='}");
        raw.refused(
                "UpdateStreamRecordDistributionStrategy",
                NOT_FOUND,
                "{'RecordDistributionStrategy':'AUTO','StreamARN':'" + ARN + "stream/nowhere'}");
    }

    private static void channels(RawClient raw) throws IOException, InterruptedException {
        assertThat(raw.call("ListChannels", "{}")).isEqualTo("{\"ChannelSummaries\":[]}");
        raw.refused("ListChannels", INVALID, "{'NextToken':'none'}");
        raw.refused(
                "CreateChannel",
                INVALID,
                "{'ChannelName':'c','ServiceExecutionRoleARN':'arn:aws:iam::000000000000:role/r',"
                        + "'StreamConfigurationList':[{'StreamARN':'"
                        + ARN
                        + "stream/dealt','RecordConfiguration':{'RecordFormatType':'JSON'}}],"
                        + "'S3DestinationConfiguration':{'StorageConfiguration':{"
                        + "'BucketARN':'arn:aws:s3:::bucket','ExpectedBucketOwner':'000000000000',"
                        + "'CompressionType':'GZIP'}}}");
        raw.refused("DescribeChannel", NOT_FOUND, "{" + CHANNEL + "}");
        raw.refused(
                "UpdateChannel",
                NOT_FOUND,
                "{" + CHANNEL + ",'S3DestinationConfiguration':{'DataFreshnessInSeconds':300}}");
        raw.refused("DeleteChannel", NOT_FOUND, "{" + CHANNEL + "}");
    }

    /// Nothing is put, and what is wrong is refused as without the dry run.
    private static void dryRuns(RawClient raw) throws IOException, InterruptedException {
        raw.call("CreateStream", "{'StreamName':'dry','ShardCount':1}");
        String put = "'PartitionKey':'k','Data':'aGVsbG8='";
        raw.refused("PutRecord", DRY, "{'StreamName':'dry','DryRun':true," + put + "}");
        raw.refused("PutRecord", NOT_FOUND, "{'StreamName':'nowhere','DryRun':true," + put + "}");
        raw.refused(
                "PutRecords", DRY, "{'StreamName':'dry','DryRun':true,'Records':[{" + put + "}]}");
        raw.refused(
                "PutRecords",
                NOT_FOUND,
                "{'StreamName':'nowhere','DryRun':true,'Records':[{" + put + "}]}");
        String from = "'ShardId':'0','ShardIteratorType':'TRIM_HORIZON'";
        raw.refused("GetShardIterator", DRY, "{'StreamName':'dry','DryRun':true," + from + "}");
        raw.refused(
                "GetShardIterator",
                NOT_FOUND,
                "{'StreamName':'nowhere','DryRun':true," + from + "}");
        String iterator =
                RawClient.text(
                        raw.call("GetShardIterator", "{'StreamName':'dry'," + from + "}"),
                        "ShardIterator");
        raw.refused("GetRecords", DRY, "{'DryRun':true,'ShardIterator':'" + iterator + "'}");
        raw.refused("GetRecords", INVALID, "{'DryRun':true,'ShardIterator':'forged'}");
        assertThat(raw.call("GetRecords", "{'ShardIterator':'" + iterator + "'}"))
                .contains("\"Records\":[]");
    }

    /// The frames of a subscription, taken out of a chunked answer.
    private static void fanOut(RawClient raw, MillraceProcess server, ClientCalls calls)
            throws IOException, InterruptedException {
        String operation = "SubscribeToShard";
        String consumer =
                RawClient.text(
                        raw.call(
                                "RegisterStreamConsumer",
                                "{'ConsumerName':'app','StreamARN':'" + ARN + "stream/dry'}"),
                        "ConsumerARN");
        raw.call("PutRecord", "{'StreamName':'dry','PartitionKey':'k','Data':'aGVsbG8='}");
        String request = "{'ConsumerARN':'" + consumer + "','ShardId':'0'";
        raw.refused(operation, DRY, request + from("LATEST") + ",'DryRun':true}");
        raw.refused(operation, INVALID, request + from("AT_TIMESTAMP") + "}");
        try (EventReader events =
                EventReader.subscribe(server.endpoint(), request + from("TRIM_HORIZON") + "}")) {
            assertThat(events.status).isEqualTo(200);
            assertThat(frame(events).type()).isEqualTo("initial-response");
            EventReader.Frame event = frame(events);
            assertThat(event.type()).isEqualTo("SubscribeToShardEvent");
            assertThat(event.payload()).contains("\"Data\":\"aGVsbG8=\"");
            calls.add(operation, ClientCalls.OK);
        }
    }

    private static String from(String type) {
        return ",'StartingPosition':{'Type':'" + type + "'}";
    }

    private static EventReader.Frame frame(EventReader events) throws IOException {
        return Objects.requireNonNull(events.next(), "the stream ended");
    }
}
