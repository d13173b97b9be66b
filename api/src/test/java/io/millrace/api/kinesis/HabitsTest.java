package io.millrace.api.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.Reply;
import io.millrace.api.Request;
import io.millrace.api.kinesis.Kinesis.Answer;
import io.millrace.testkit.Behaviour;
import io.millrace.wire.Format;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Habits of the service that its model does not tell.
final class HabitsTest {
    private final Kinesis kinesis = new Kinesis();

    private void create(int shards) {
        Answer answer =
                kinesis.json("CreateStream", "{'StreamName':'s','ShardCount':" + shards + "}");
        assertThat(answer.error()).isEqualTo("200 ");
    }

    private String iterator(String type) {
        return kinesis.json(
                        "GetShardIterator",
                        "{'StreamName':'s','ShardId':'0','ShardIteratorType':'" + type + "'}")
                .text("ShardIterator");
    }

    private Answer read(String iterator) {
        return kinesis.json("GetRecords", "{'ShardIterator':'" + iterator + "'}");
    }

    private static int count(Answer answer, String part) {
        return answer.body().split(part, -1).length - 1;
    }

    @Test
    @Behaviour("K-017")
    void thePathIsIgnored() {
        Map<String, String> headers =
                Kinesis.headers(Format.JSON.contentType(), Kinesis.TARGET + "ListStreams");
        Request request =
                new Request(
                        "POST",
                        "/any/where",
                        null,
                        name -> headers.get(String.valueOf(name).toLowerCase(Locale.ROOT)),
                        "{}".getBytes(StandardCharsets.UTF_8));
        Reply.Whole reply =
                (Reply.Whole) kinesis.endpoint.handle(request).toCompletableFuture().join();
        assertThat(reply.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    @Behaviour("K-021")
    void aReplyHasNoChecksumAndNoErrorHeader(Format format) {
        assertThat(kinesis.call(format, "ListStreams", "{}").headers())
                .containsOnlyKeys("content-type", "x-amz-id-2", "x-amzn-requestid");
        assertThat(kinesis.call(format, "DescribeStream", "{'StreamName':'no'}").headers())
                .containsOnlyKeys("content-type", "x-amz-id-2", "x-amzn-requestid");
    }

    @Test
    @Behaviour("K-145")
    void aPageOfShardsHasAtMostAThousand() {
        create(1001);
        Answer first = kinesis.json("ListShards", "{'StreamName':'s','MaxResults':10000}");
        assertThat(count(first, "\"HashKeyRange\"")).isEqualTo(1000);
        Answer second =
                kinesis.json("ListShards", "{'NextToken':'" + first.text("NextToken") + "'}");
        assertThat(count(second, "\"HashKeyRange\"")).isEqualTo(1);
    }

    @Test
    @Behaviour({"K-146", "K-149"})
    void aDescriptionHasAtMostAHundredShards() {
        create(101);
        Answer first = kinesis.json("DescribeStream", "{'StreamName':'s','Limit':10000}");
        assertThat(count(first, "\"HashKeyRange\"")).isEqualTo(100);
        assertThat(first.body()).contains("\"HasMoreShards\":true");
        Answer second =
                kinesis.json(
                        "DescribeStream",
                        "{'StreamName':'s','ExclusiveStartShardId':'shardId-000000000099'}");
        assertThat(count(second, "\"HashKeyRange\"")).isEqualTo(1);
        assertThat(second.text("ShardId")).isEqualTo("shardId-000000000100");
        assertThat(second.body()).contains("\"HasMoreShards\":false");
    }

    @Test
    @Behaviour("K-147")
    void aPageOfStreamsHasAtMostAHundred() {
        for (int i = 0; i < 101; i++) {
            kinesis.json("CreateStream", "{'StreamName':'s" + i + "','ShardCount':1}");
        }
        Answer first = kinesis.json("ListStreams", "{'Limit':10000}");
        assertThat(count(first, "\"StreamARN\"")).isEqualTo(100);
        assertThat(first.body()).contains("\"HasMoreStreams\":true");
    }

    @Test
    @Behaviour({"K-161", "K-162"})
    void everyReadGivesANewIteratorAndTheOldOneStaysGood() {
        create(1);
        String first = iterator("TRIM_HORIZON");
        String second = read(first).text("NextShardIterator");
        String third = read(second).text("NextShardIterator");
        assertThat(first).isNotEqualTo(second);
        assertThat(second).isNotEqualTo(third);
        kinesis.json("PutRecord", "{'StreamName':'s','PartitionKey':'k','Data':'YQ=='}");
        for (String iterator : new String[] {first, second, third, first}) {
            assertThat(read(iterator).text("Data")).isEqualTo("YQ==");
        }
    }

    @Test
    @Behaviour("K-170")
    void latestOnAClosedShardEndsAtOnce() {
        create(1);
        kinesis.json("PutRecord", "{'StreamName':'s','PartitionKey':'k','Data':'YQ=='}");
        kinesis.json(
                "SplitShard", "{'StreamName':'s','ShardToSplit':'0','NewStartingHashKey':'9'}");
        assertThat(read(iterator("LATEST")).body())
                .startsWith("{\"Records\":[],\"MillisBehindLatest\":0,\"ChildShards\":[")
                .doesNotContain("NextShardIterator");
    }

    @Test
    @Behaviour({"K-180", "K-185"})
    void aPageHasThreeMembersAndARecordFour() {
        create(1);
        Answer put = kinesis.json("PutRecord", "{'StreamName':'s','PartitionKey':'k','Data':''}");
        assertThat(put.body()).matches("\\{\"ShardId\":\"[^\"]+\",\"SequenceNumber\":\"\\d+\"}");
        assertThat(read(iterator("TRIM_HORIZON")).body())
                .matches(
                        "\\{\"Records\":\\[\\{\"SequenceNumber\":\"\\d+\","
                                + "\"ApproximateArrivalTimestamp\":[0-9.]+,\"Data\":\"\","
                                + "\"PartitionKey\":\"k\"}],\"NextShardIterator\":\"[^\"]+\","
                                + "\"MillisBehindLatest\":0}");
    }

    @Test
    @Behaviour("K-131")
    void theCountThereIsMayBeAskedFor() {
        create(3);
        assertThat(
                        kinesis.json(
                                        "UpdateShardCount",
                                        "{'StreamName':'s','TargetShardCount':3,"
                                                + "'ScalingType':'UNIFORM_SCALING'}")
                                .body())
                .contains("\"CurrentShardCount\":3,\"TargetShardCount\":3");
        Answer shards = kinesis.json("ListShards", "{'StreamName':'s'}");
        assertThat(count(shards, "\"HashKeyRange\"")).isEqualTo(3);
    }

    @Test
    @Behaviour("K-050")
    void anArnOfAnotherAccountOrRegionIsNotFound() {
        create(1);
        for (String arn :
                new String[] {
                    "arn:aws:kinesis:us-east-1:111122223333:stream/s",
                    "arn:aws:kinesis:eu-west-1:000000000000:stream/s"
                }) {
            assertThat(
                            kinesis.json("DescribeStreamSummary", "{'StreamARN':'" + arn + "'}")
                                    .text("__type"))
                    .isEqualTo("ResourceNotFoundException");
        }
    }
}
