package io.millrace.api.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.stream.Limits;
import io.millrace.stream.StreamConfig;
import io.millrace.testkit.Behaviour;
import io.millrace.wire.Format;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What operations refuse, as clients see it, in both formats.
final class RefusalsTest {
    private static final String FUTURE = "9".repeat(58);
    private static final String MAX_HASH_KEY = "340282366920938463463374607431768211456";

    private final Kinesis kinesis = new Kinesis();

    @BeforeEach
    void create() {
        kinesis.json("CreateStream", "{'StreamName':'s','ShardCount':3}");
        kinesis.json("CreateStream", "{'StreamName':'d'}");
    }

    private void assertRefused(Kinesis service, String call, String type, String message) {
        int space = call.indexOf(' ');
        for (Format format : Format.values()) {
            assertThat(
                            service.call(
                                            format,
                                            call.substring(0, space),
                                            call.substring(space + 1))
                                    .error())
                    .as(call)
                    .isEqualTo(
                            "400 {\"__type\":\""
                                    + type
                                    + "Exception\",\"message\":\""
                                    + message
                                    + "\"}");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "DeleteStream|",
                "DescribeStream|",
                "DescribeStreamSummary|",
                "ListShards|",
                "PutRecord|,'Data':'','PartitionKey':'k'",
                "PutRecords|,'Records':[{'Data':'','PartitionKey':'k'}]",
                "SplitShard|,'ShardToSplit':'shardId-0','NewStartingHashKey':'9'",
                "MergeShards|,'ShardToMerge':'shardId-0','AdjacentShardToMerge':'shardId-1'",
                "UpdateShardCount|,'TargetShardCount':1,'ScalingType':'UNIFORM_SCALING'",
                "IncreaseStreamRetentionPeriod|,'RetentionPeriodHours':48",
                "DecreaseStreamRetentionPeriod|,'RetentionPeriodHours':48"
            })
    @Behaviour("K-077")
    void aStreamThatIsNotThereIsNotFound(String operation, String rest) {
        assertRefused(
                kinesis,
                operation + " {'StreamName':'no'" + (rest == null ? "" : rest) + "}",
                "ResourceNotFound",
                "Stream no under account 000000000000 not found.");
    }

    @Test
    @Behaviour({"K-124", "K-174"})
    void shardsThatAreNotThere() {
        String iterator = "GetShardIterator {'ShardIteratorType':'LATEST',";
        assertRefused(
                kinesis,
                iterator + "'StreamName':'no','ShardId':'shardId-1'}",
                "ResourceNotFound",
                "Shard shardId-000000000001 in stream no under account 000000000000 does not exist");
        assertRefused(
                kinesis,
                iterator + "'StreamName':'s','ShardId':'shardId-7'}",
                "ResourceNotFound",
                "Shard shardId-000000000007 in stream s under account 000000000000 does not exist");
        assertRefused(
                kinesis,
                iterator + "'StreamName':'s','ShardId':'x'}",
                "ResourceNotFound",
                "Could not find shard x in stream s under account 000000000000.");
        assertRefused(
                kinesis,
                "SplitShard {'StreamName':'s','ShardToSplit':'7','NewStartingHashKey':'9'}",
                "ResourceNotFound",
                "Could not find shard shardId-000000000007 in stream s under account"
                        + " 000000000000.");
        assertRefused(
                kinesis,
                "MergeShards {'StreamName':'no','ShardToMerge':'a','AdjacentShardToMerge':'b'}",
                "ResourceNotFound",
                "Could not find shard a in stream no under account 000000000000.");
    }

    @Test
    @Behaviour({"K-064", "K-066", "K-067", "K-214"})
    void streamsInTheWrongState() {
        assertRefused(
                kinesis,
                "CreateStream {'StreamName':'s','ShardCount':1}",
                "ResourceInUse",
                "Stream s under account 000000000000 already exists.");
        Kinesis slow = new Kinesis(new StreamConfig(Duration.ofSeconds(9), Limits.OFF));
        slow.json("CreateStream", "{'StreamName':'s','ShardCount':1}");
        assertRefused(
                slow,
                "SplitShard {'StreamName':'s','ShardToSplit':'0','NewStartingHashKey':'9'}",
                "ResourceInUse",
                "Stream s under account 000000000000 not ACTIVE, instead in state CREATING");
        assertRefused(
                slow,
                "ListShards {'StreamName':'s'}",
                "ResourceInUse",
                "Stream s under account 000000000000 not ACTIVE or UPDATING, instead in state"
                        + " CREATING");
        assertRefused(
                slow,
                "PutRecord {'StreamName':'s','Data':'','PartitionKey':'k'}",
                "ResourceNotFound",
                "Stream s under account 000000000000 not found.");
        assertRefused(
                slow,
                "PutRecord {'StreamName':'s','Data':'','PartitionKey':'k','DryRun':true}",
                "ResourceNotFound",
                "Stream s under account 000000000000 not found.");
    }

    @Test
    @Behaviour({"K-120", "K-122", "K-126", "K-129"})
    void reshardsThatMakeNoSense() {
        assertRefused(
                kinesis,
                "SplitShard {'StreamName':'s','ShardToSplit':'0','NewStartingHashKey':'1'}",
                "InvalidArgument",
                "NewStartingHashKey 1 used in SplitShard() on shard shardId-000000000000 in stream s"
                        + " under account 000000000000 is not both greater than one plus the shard's"
                        + " StartingHashKey 0 and less than the shard's EndingHashKey"
                        + " 113427455640312821154458202477256070484.");
        assertRefused(
                kinesis,
                "MergeShards {'StreamName':'s','ShardToMerge':'0','AdjacentShardToMerge':'2'}",
                "InvalidArgument",
                "Shards shardId-000000000000 and shardId-000000000002 in stream s under account"
                        + " 000000000000 are not an adjacent pair of shards eligible for merging");
        assertRefused(
                kinesis,
                "MergeShards {'StreamName':'d','ShardToMerge':'0','AdjacentShardToMerge':'1'}",
                "Validation",
                "Request is invalid. Stream d under account 000000000000 is in On-Demand mode.");
        assertRefused(
                kinesis,
                "UpdateShardCount"
                        + " {'StreamName':'s','TargetShardCount':7,'ScalingType':'UNIFORM_SCALING'}",
                "LimitExceeded",
                "UpdateShardCount cannot scale up over double your current open shard count. Current"
                        + " open shard count: 3 Target shard count: 7");
    }

    @Test
    @Behaviour({"K-220", "K-222"})
    void retentionOutOfRange() {
        assertRefused(
                kinesis,
                "DecreaseStreamRetentionPeriod {'StreamName':'s','RetentionPeriodHours':23}",
                "InvalidArgument",
                "Minimum allowed retention period is 24 hours. Requested retention period (23"
                        + " hours) is too short.");
        assertRefused(
                kinesis,
                "DecreaseStreamRetentionPeriod {'StreamName':'s','RetentionPeriodHours':25}",
                "InvalidArgument",
                "Requested retention period (25 hours) for stream s can not be longer than existing"
                        + " retention period (24 hours). Use IncreaseRetentionPeriod API.");
    }

    @Test
    @Behaviour({"K-115", "K-200", "K-205"})
    void putsThatMakeNoSense() {
        assertRefused(
                kinesis,
                "PutRecord {'StreamName':'s','Data':'','PartitionKey':'k','ExplicitHashKey':'"
                        + MAX_HASH_KEY
                        + "'}",
                "InvalidArgument",
                "Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]."
                        + " Specified value was "
                        + MAX_HASH_KEY);
        assertRefused(
                kinesis,
                "PutRecord"
                        + " {'StreamName':'s','Data':'','PartitionKey':'k','SequenceNumberForOrdering':'"
                        + FUTURE
                        + "'}",
                "InvalidArgument",
                "ExclusiveMinimumSequenceNumber "
                        + FUTURE
                        + " used in PutRecord on stream s under account"
                        + " 000000000000 is invalid.");
        String data = Base64.getEncoder().encodeToString(new byte[(1 << 20) + 1]);
        assertRefused(
                kinesis,
                "PutRecords {'StreamName':'s','Records':[{'Data':'','PartitionKey':'k'},{'Data':'"
                        + data
                        + "','PartitionKey':'k'}]}",
                "Validation",
                "1 validation error detected: Value at 'records.2.member.data' failed to satisfy"
                        + " constraint: Member must have length less than or equal to 1048576");
    }

    @Test
    @Behaviour({"K-165", "K-167", "K-172"})
    void iteratorsThatMakeNoSense() {
        String iterator = "GetShardIterator {'StreamName':'s','ShardId':'0','ShardIteratorType':";
        String either =
                "Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and"
                        + " StartingSequenceNumber or (2) TRIM_HORIZON or LATEST and no"
                        + " StartingSequenceNumber. Request specified ";
        assertRefused(
                kinesis,
                iterator + "'AT_SEQUENCE_NUMBER'}",
                "InvalidArgument",
                either + "AT_SEQUENCE_NUMBER and no StartingSequenceNumber.");
        assertRefused(
                kinesis,
                iterator + "'LATEST','StartingSequenceNumber':'1'}",
                "InvalidArgument",
                either + "LATEST and also a StartingSequenceNumber.");
        assertRefused(
                kinesis,
                iterator + "'AT_TIMESTAMP'}",
                "InvalidArgument",
                "Must specify timestampInMillis parameter for iterator of type AT_TIMESTAMP. Current"
                        + " request has no timestamp parameter.");
        long now = kinesis.clock.millis();
        assertRefused(
                kinesis,
                iterator + "'AT_TIMESTAMP','Timestamp':" + (now / 1000 + 1) + "}",
                "InvalidArgument",
                "The timestampInMillis parameter cannot be greater than the"
                        + " currentTimestampInMillis. timestampInMillis: "
                        + (now / 1000 + 1) * 1000
                        + ", currentTimestampInMillis: "
                        + now);
        assertRefused(
                kinesis,
                "GetRecords {'ShardIterator':'x'}",
                "InvalidArgument",
                "Invalid ShardIterator.");
    }

    @Test
    @Behaviour({"K-142", "K-160"})
    void iteratorsAndTokensExpire() {
        String iterator =
                kinesis.json(
                                "GetShardIterator",
                                "{'StreamName':'s','ShardId':'0','ShardIteratorType':'LATEST'}")
                        .text("ShardIterator");
        String token = kinesis.json("ListStreams", "{'Limit':1}").text("NextToken");
        kinesis.clock.advance(Duration.ofSeconds(301));
        assertRefused(
                kinesis,
                "GetRecords {'ShardIterator':'" + iterator + "'}",
                "ExpiredIterator",
                "Iterator expired. The iterator was created at time Sun Nov 01 12:34:56 UTC 2026"
                        + " while right now it is Sun Nov 01 12:39:57 UTC 2026 which is further in the"
                        + " future than the tolerated delay of 300000 milliseconds.");
        assertThat(kinesis.json("ListStreams", "{'NextToken':'" + token + "'}").text("__type"))
                .isEqualTo("ExpiredNextTokenException");
    }
}
