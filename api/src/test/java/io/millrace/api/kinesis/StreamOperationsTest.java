package io.millrace.api.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.kinesis.Kinesis.Answer;
import io.millrace.testkit.Behaviour;
import io.millrace.wire.Format;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Streams and shards: what each operation answers when all is well, and how streams are named.
final class StreamOperationsTest {
    private static final String ARN = "arn:aws:kinesis:us-east-1:000000000000:stream/";
    private static final String NOT_FOUND =
            "400 {\"__type\":\"ResourceNotFoundException\",\"message\":\"Stream s under account"
                    + " 000000000000 not found.\"}";

    private final Kinesis kinesis = new Kinesis();

    private void create(String name, int shards) {
        Answer answer =
                kinesis.json(
                        "CreateStream",
                        "{'StreamName':'" + name + "','ShardCount':" + shards + "}");
        assertThat(answer.error()).isEqualTo("200 ");
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    @Behaviour("K-016")
    void whatHasNoOutputAnswersWithAnEmptyBody(Format format) {
        Answer answer = kinesis.call(format, "CreateStream", "{'StreamName':'s','ShardCount':2}");
        assertThat(answer.error()).isEqualTo("200 ");
        assertThat(answer.header("content-type")).isEqualTo(format.contentType());
        for (String call :
                new String[] {
                    "SplitShard {'StreamName':'s','ShardToSplit':'0','NewStartingHashKey':'9'}",
                    "MergeShards {'StreamName':'s','ShardToMerge':'3','AdjacentShardToMerge':'1'}",
                    "IncreaseStreamRetentionPeriod {'StreamName':'s','RetentionPeriodHours':48}",
                    "DecreaseStreamRetentionPeriod {'StreamName':'s','RetentionPeriodHours':24}",
                    "DeleteStream {'StreamName':'s','EnforceConsumerDeletion':true}"
                }) {
            int space = call.indexOf(' ');
            assertThat(
                            kinesis.call(
                                            format,
                                            call.substring(0, space),
                                            call.substring(space + 1))
                                    .error())
                    .as(call)
                    .isEqualTo("200 ");
        }
        assertThat(kinesis.call(format, "DescribeStream", "{'StreamName':'s'}").error())
                .isEqualTo(NOT_FOUND);
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    @Behaviour("K-075")
    void aStreamIsDescribed(Format format) {
        create("s", 1);
        Answer answer = kinesis.call(format, "DescribeStream", "{'StreamName':'s'}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .matches(
                        "\\{\"StreamDescription\":\\{\"StreamName\":\"s\",\"StreamARN\":\""
                                + ARN
                                + "s\",\"StreamStatus\":\"ACTIVE\",\"StreamModeDetails\":"
                                + "\\{\"StreamMode\":\"PROVISIONED\"\\},"
                                + "\"StreamCreationTimestamp\":17935[0-9]+\\.[0-9]{3},"
                                + "\"Shards\":\\[\\{\"ShardId\":\"shardId-000000000000\","
                                + "\"HashKeyRange\":\\{\"StartingHashKey\":\"0\","
                                + "\"EndingHashKey\":\"340282366920938463463374607431768211455\"\\},"
                                + "\"SequenceNumberRange\":\\{\"StartingSequenceNumber\":\"49[0-9]{54}\""
                                + "\\}\\}\\],\"HasMoreShards\":false,\"RetentionPeriodHours\":24,"
                                + "\"EnhancedMonitoring\":\\[\\{\"ShardLevelMetrics\":\\[\\]\\}\\],"
                                + "\"EncryptionType\":\"NONE\"\\}\\}");
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    @Behaviour("K-053")
    void aStreamIsSummarisedWithoutItsId(Format format) {
        create("s", 3);
        Answer answer = kinesis.call(format, "DescribeStreamSummary", "{'StreamName':'s'}");
        assertThat(answer.body())
                .startsWith("{\"StreamDescriptionSummary\":{\"StreamName\":\"s\",")
                .endsWith(
                        "\"RetentionPeriodHours\":24,\"EnhancedMonitoring\":"
                                + "[{\"ShardLevelMetrics\":[]}],\"EncryptionType\":\"NONE\","
                                + "\"OpenShardCount\":3,\"ConsumerCount\":0,"
                                + "\"MaxRecordSizeInKiB\":1024,\"ChannelCount\":0}}")
                .doesNotContain("StreamId");
    }

    @Test
    @Behaviour("K-354")
    void aStreamOnDemandTellsHowRecordsAreDistributed() {
        kinesis.json("CreateStream", "{'StreamName':'s','MaxRecordSizeInKiB':2048}");
        assertThat(kinesis.json("DescribeStreamSummary", "{'StreamName':'s'}").body())
                .contains("\"StreamMode\":\"ON_DEMAND\"")
                .contains(
                        "\"OpenShardCount\":4,\"ConsumerCount\":0,\"MaxRecordSizeInKiB\":2048,\"ChannelCount\":0,"
                                + "\"RecordDistributionStrategy\":\"USER_PARTITION_KEY\"");
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    @Behaviour("K-150")
    void streamsAreListedInPages(Format format) {
        create("a", 1);
        create("b", 1);
        create("c", 1);
        Answer first = kinesis.call(format, "ListStreams", "{'Limit':2}");
        assertThat(first.body())
                .startsWith("{\"StreamNames\":[\"a\",\"b\"],\"HasMoreStreams\":true,\"NextToken\":")
                .contains(
                        "\"StreamSummaries\":[{\"StreamName\":\"a\",\"StreamARN\":\""
                                + ARN
                                + "a\"");
        Answer second =
                kinesis.call(
                        format, "ListStreams", "{'NextToken':'" + first.text("NextToken") + "'}");
        assertThat(second.body())
                .startsWith(
                        "{\"StreamNames\":[\"c\"],\"HasMoreStreams\":false,\"StreamSummaries\"");
        assertThat(kinesis.call(format, "ListStreams", "{'ExclusiveStartStreamName':'a'}").body())
                .startsWith("{\"StreamNames\":[\"b\",\"c\"],\"HasMoreStreams\":false,");
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void shardsAreListedInPagesAndWithTheirParents(Format format) {
        create("s", 2);
        kinesis.json(
                "MergeShards", "{'StreamName':'s','ShardToMerge':'0','AdjacentShardToMerge':'1'}");
        Answer first = kinesis.call(format, "ListShards", "{'StreamName':'s','MaxResults':2}");
        assertThat(first.body())
                .startsWith("{\"Shards\":[{\"ShardId\":\"shardId-000000000000\",\"HashKeyRange\":")
                .contains("\"EndingSequenceNumber\":\"49")
                .contains("\"NextToken\":\"");
        Answer second =
                kinesis.call(
                        format, "ListShards", "{'NextToken':'" + first.text("NextToken") + "'}");
        assertThat(second.body())
                .startsWith(
                        "{\"Shards\":[{\"ShardId\":\"shardId-000000000002\","
                                + "\"ParentShardId\":\"shardId-000000000000\","
                                + "\"AdjacentParentShardId\":\"shardId-000000000001\",")
                .doesNotContain("NextToken");
        Answer open =
                kinesis.call(
                        format,
                        "ListShards",
                        "{'StreamName':'s','ShardFilter':{'Type':'AT_LATEST'}}");
        assertThat(open.body()).contains("shardId-000000000002").doesNotContain("NextToken");
        assertThat(open.text("ShardId")).isEqualTo("shardId-000000000002");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'StreamName':'s' | StreamName",
                "'ExclusiveStartShardId':'0' | ExclusiveStartShardId",
                "'StreamCreationTimestamp':1 | StreamCreationTimestamp",
                "'StreamARN':'arn:aws:kinesis:us-east-1:000000000000:stream/s' | StreamARN",
                "'ShardFilter':{'Type':'AT_LATEST'} | ShardFilter"
            })
    @Behaviour("K-141")
    void aTokenStandsAlone(String member, String name) {
        assertThat(kinesis.json("ListShards", "{'NextToken':'t'," + member + "}").error())
                .isEqualTo(
                        "400 {\"__type\":\"InvalidArgumentException\",\"message\":\"NextToken and "
                                + name
                                + " cannot be provided together.\"}");
    }

    @Test
    @Behaviour("K-143")
    void listShardsNeedsATokenOrAStream() {
        assertThat(kinesis.json("ListShards", "{}").error())
                .isEqualTo(
                        "400 {\"__type\":\"InvalidArgumentException\",\"message\":\"Either"
                                + " NextToken or StreamName should be provided.\"}");
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    @Behaviour("K-132")
    void shardsAreSpreadEvenly(Format format) {
        create("s", 1);
        assertThat(
                        kinesis.call(
                                        format,
                                        "UpdateShardCount",
                                        "{'StreamName':'s','TargetShardCount':2,"
                                                + "'ScalingType':'UNIFORM_SCALING'}")
                                .error())
                .isEqualTo(
                        "200 {\"StreamName\":\"s\",\"CurrentShardCount\":1,\"TargetShardCount\":2,"
                                + "\"StreamARN\":\""
                                + ARN
                                + "s\"}");
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    @Behaviour("K-078")
    void limitsAreDescribed(Format format) {
        create("s", 3);
        assertThat(kinesis.call(format, "DescribeLimits", "{}").error())
                .matches(
                        "200 \\{\"ShardLimit\":\\d+,\"OpenShardCount\":3,"
                                + "\"OnDemandStreamCount\":0,\"OnDemandStreamCountLimit\":\\d+,"
                                + "\"ChannelCount\":0,\"ChannelCountLimit\":\\d+\\}");
    }

    @Test
    @Behaviour("K-051")
    void aStreamMayBeNamedByArnOrBoth() {
        create("s", 1);
        String arn = "'StreamARN':'" + ARN + "s'";
        for (String address : new String[] {arn, arn + ",'StreamName':'s'"}) {
            assertThat(
                            kinesis.json(
                                            "DescribeStreamSummary",
                                            "{"
                                                    + address
                                                    + ",'StreamId':'aaaaaaaaaaaaaaaaaaaa-bbb'}")
                                    .text("StreamName"))
                    .isEqualTo("s");
        }
    }

    @Test
    @Behaviour("K-052")
    void nameAndArnMustAgreeAndOneMustBeThere() {
        create("s", 1);
        assertThat(
                        kinesis.json(
                                        "DescribeStreamSummary",
                                        "{'StreamName':'s','StreamARN':'" + ARN + "t'}")
                                .error())
                .isEqualTo(
                        "400 {\"__type\":\"InvalidArgumentException\",\"message\":\"StreamName and"
                                + " StreamARN do not name the same stream. StreamName: s, StreamARN: "
                                + ARN
                                + "t\"}");
        assertThat(kinesis.json("DescribeStreamSummary", "{}").error())
                .isEqualTo(
                        "400 {\"__type\":\"InvalidArgumentException\",\"message\":\"Either"
                                + " StreamName or StreamARN should be provided.\"}");
    }

    @Test
    @Behaviour("K-054")
    void accountsAndRegionsAreKeptApart() {
        create("s", 1);
        for (String scope :
                new String[] {"111122223333/20260101/us-east-1", "AKID/20260101/eu-west-1"}) {
            String account = scope.startsWith("1") ? "111122223333" : "000000000000";
            assertThat(
                            kinesis.call(
                                            Format.JSON,
                                            "DescribeStreamSummary",
                                            "{'StreamName':'s'}",
                                            scope)
                                    .text("message"))
                    .isEqualTo("Stream s under account " + account + " not found.");
            assertThat(
                            kinesis.call(
                                            Format.JSON,
                                            "DescribeStreamSummary",
                                            "{'StreamARN':'" + ARN + "s'}",
                                            scope)
                                    .error())
                    .isEqualTo(NOT_FOUND);
        }
    }

    @ParameterizedTest
    @CsvSource({"cn-north-1,aws-cn", "us-gov-west-1,aws-us-gov", "eu-central-1,aws"})
    @Behaviour("K-055")
    void thePartitionOfAnArnFollowsFromTheRegion(String region, String partition) {
        String scope = "111122223333/20260101/" + region;
        kinesis.call(Format.JSON, "CreateStream", "{'StreamName':'s','ShardCount':1}", scope);
        String arn = kinesis.call(Format.JSON, "ListStreams", "{}", scope).text("StreamARN");
        assertThat(arn)
                .isEqualTo("arn:" + partition + ":kinesis:" + region + ":111122223333:stream/s");
        assertThat(
                        kinesis.call(
                                        Format.JSON,
                                        "DescribeStreamSummary",
                                        "{'StreamARN':'" + arn + "'}",
                                        scope)
                                .status())
                .isEqualTo(200);
    }
}
