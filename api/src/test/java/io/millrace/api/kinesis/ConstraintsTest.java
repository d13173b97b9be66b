package io.millrace.api.kinesis;

import static io.millrace.api.kinesis.Breach.above;
import static io.millrace.api.kinesis.Breach.below;
import static io.millrace.api.kinesis.Breach.fault;
import static io.millrace.api.kinesis.Breach.longer;
import static io.millrace.api.kinesis.Breach.missing;
import static io.millrace.api.kinesis.Breach.oneOf;
import static io.millrace.api.kinesis.Breach.pattern;
import static io.millrace.api.kinesis.Breach.shorter;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Behaviour;
import io.millrace.wire.Format;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The exact text about every member that breaks a constraint, in both formats.
final class ConstraintsTest {
    private static final String LONG_NAME = "a".repeat(129);
    private static final String LONG_ARN =
            "arn:aws:kinesis:us-east-1:000000000000:stream/" + "a".repeat(2048);
    private static final String NAME_PATTERN = "[a-zA-Z0-9_.-]+";
    private static final String ARN_PATTERN = "arn:aws.*:kinesis:.*:\\\\d{12}:stream/\\\\S+";

    /// A name or shard id that is empty, has wrong characters or is too long.
    private static void names(
            List<Breach> cases, String operation, String rest, String member, String place) {
        cases.add(
                Breach.of(
                        operation,
                        "{'" + member + "':''" + rest + "}",
                        pattern("", place, NAME_PATTERN),
                        shorter("", place, 1)));
        cases.add(
                Breach.of(
                        operation,
                        "{'" + member + "':'a b'" + rest + "}",
                        pattern("a b", place, NAME_PATTERN)));
        cases.add(
                Breach.of(
                        operation,
                        "{'" + member + "':'" + LONG_NAME + "'" + rest + "}",
                        longer(LONG_NAME, place, 128)));
    }

    /// Everything wrong with the members that name a stream.
    private static void address(List<Breach> cases, String operation, String rest) {
        if (!operation.equals("GetRecords")) {
            names(cases, operation, rest, "StreamName", "streamName");
        }
        cases.add(
                Breach.of(
                        operation,
                        "{'StreamARN':''" + rest + "}",
                        pattern("", "streamARN", ARN_PATTERN),
                        shorter("", "streamARN", 1)));
        cases.add(
                Breach.of(
                        operation,
                        "{'StreamARN':'" + LONG_ARN + "'" + rest + "}",
                        longer(LONG_ARN, "streamARN", 2048)));
        cases.add(
                Breach.of(
                        operation,
                        "{'StreamId':'x'" + rest + "}",
                        pattern("x", "streamId", "[a-z0-9]{20}-[a-z0-9]{3}")));
    }

    private static void pageSize(List<Breach> cases, String operation, String member, String rest) {
        String place = Character.toLowerCase(member.charAt(0)) + member.substring(1);
        cases.add(Breach.of(operation, "{'" + member + "':0" + rest + "}", below("0", place, 1)));
        cases.add(
                Breach.of(
                        operation,
                        "{'" + member + "':10001" + rest + "}",
                        above("10001", place, 10000)));
        cases.add(
                Breach.of(
                        operation,
                        "{'" + member + "':3000000000.5" + rest + "}",
                        above("2147483647", place, 10000)));
    }

    static List<Breach> creations() {
        List<Breach> cases = new ArrayList<>();
        cases.add(Breach.of("CreateStream", "{}", missing("streamName")));
        cases.add(
                Breach.of(
                        "CreateStream",
                        "{'ShardCount':0}",
                        below("0", "shardCount", 1),
                        missing("streamName")));
        names(cases, "CreateStream", "", "StreamName", "streamName");
        String rest = ",'StreamName':'s'}";
        cases.add(
                Breach.of(
                        "CreateStream",
                        "{'StreamModeDetails':{}" + rest,
                        missing("streamModeDetails.streamMode")));
        cases.add(
                Breach.of(
                        "CreateStream",
                        "{'StreamModeDetails':{'StreamMode':'X'}" + rest,
                        oneOf("X", "streamModeDetails.streamMode", "PROVISIONED, ON_DEMAND")));
        cases.add(
                Breach.of(
                        "CreateStream",
                        "{'WarmThroughputMiBps':-1" + rest,
                        below("-1", "warmThroughputMiBps", 0)));
        cases.add(
                Breach.of(
                        "CreateStream",
                        "{'MaxRecordSizeInKiB':1023" + rest,
                        below("1023", "maxRecordSizeInKiB", 1024)));
        cases.add(
                Breach.of(
                        "CreateStream",
                        "{'MaxRecordSizeInKiB':10241" + rest,
                        above("10241", "maxRecordSizeInKiB", 10240)));
        cases.add(
                Breach.of(
                        "CreateStream",
                        "{'RecordDistributionStrategy':'X'" + rest,
                        oneOf("X", "recordDistributionStrategy", "AUTO, USER_PARTITION_KEY")));
        cases.add(Breach.of("CreateStream", "{'Tags':{}" + rest, shorter("{}", "tags", 1)));
        cases.add(
                Breach.of(
                        "CreateStream",
                        "{'Tags':{'':'v'}" + rest,
                        "Value '{=v}' at 'tags' failed to satisfy constraint: Map keys must satisfy"
                                + " constraint: [Member must have length less than or equal to 128,"
                                + " Member must have length greater than or equal to 1]"));
        return cases;
    }

    static List<Breach> descriptions() {
        List<Breach> cases = new ArrayList<>();
        for (String operation :
                new String[] {"DeleteStream", "DescribeStream", "DescribeStreamSummary"}) {
            address(cases, operation, "");
        }
        pageSize(cases, "DescribeStream", "Limit", "");
        names(cases, "DescribeStream", "", "ExclusiveStartShardId", "exclusiveStartShardId");
        pageSize(cases, "ListStreams", "Limit", "");
        names(cases, "ListStreams", "", "ExclusiveStartStreamName", "exclusiveStartStreamName");
        cases.add(Breach.of("ListStreams", "{'NextToken':''}", shorter("", "nextToken", 1)));
        for (String operation :
                new String[] {"IncreaseStreamRetentionPeriod", "DecreaseStreamRetentionPeriod"}) {
            cases.add(Breach.of(operation, "{}", missing("retentionPeriodHours")));
            address(cases, operation, ",'RetentionPeriodHours':24");
        }
        return cases;
    }

    static List<Breach> listings() {
        List<Breach> cases = new ArrayList<>();
        address(cases, "ListShards", "");
        pageSize(cases, "ListShards", "MaxResults", "");
        names(cases, "ListShards", "", "ExclusiveStartShardId", "exclusiveStartShardId");
        cases.add(Breach.of("ListShards", "{'NextToken':''}", shorter("", "nextToken", 1)));
        cases.add(
                Breach.of(
                        "ListShards",
                        "{'ShardFilter':{'ShardId':''}}",
                        missing("shardFilter.type"),
                        pattern("", "shardFilter.shardId", NAME_PATTERN),
                        shorter("", "shardFilter.shardId", 1)));
        cases.add(
                Breach.of(
                        "ListShards",
                        "{'ShardFilter':{'Type':'X'}}",
                        oneOf(
                                "X",
                                "shardFilter.type",
                                "AFTER_SHARD_ID, AT_TRIM_HORIZON, FROM_TRIM_HORIZON, AT_LATEST,"
                                        + " AT_TIMESTAMP, FROM_TIMESTAMP")));
        return cases;
    }

    static List<Breach> reshards() {
        List<Breach> cases = new ArrayList<>();
        cases.add(
                Breach.of(
                        "SplitShard",
                        "{}",
                        missing("newStartingHashKey"),
                        missing("shardToSplit")));
        cases.add(
                Breach.of(
                        "SplitShard",
                        "{'ShardToSplit':'0','NewStartingHashKey':'01'}",
                        pattern("01", "newStartingHashKey", "0|([1-9]\\\\d{0,38})")));
        address(cases, "SplitShard", ",'ShardToSplit':'0','NewStartingHashKey':'2'");
        names(cases, "SplitShard", ",'NewStartingHashKey':'2'", "ShardToSplit", "shardToSplit");
        cases.add(
                Breach.of(
                        "MergeShards",
                        "{}",
                        missing("shardToMerge"),
                        missing("adjacentShardToMerge")));
        address(cases, "MergeShards", ",'ShardToMerge':'0','AdjacentShardToMerge':'1'");
        names(cases, "MergeShards", ",'AdjacentShardToMerge':'1'", "ShardToMerge", "shardToMerge");
        names(
                cases,
                "MergeShards",
                ",'ShardToMerge':'1'",
                "AdjacentShardToMerge",
                "adjacentShardToMerge");
        cases.add(
                Breach.of(
                        "UpdateShardCount",
                        "{}",
                        missing("targetShardCount"),
                        missing("scalingType")));
        cases.add(
                Breach.of(
                        "UpdateShardCount",
                        "{'TargetShardCount':0,'ScalingType':'X'}",
                        below("0", "targetShardCount", 1),
                        oneOf("X", "scalingType", "UNIFORM_SCALING")));
        address(cases, "UpdateShardCount", ",'TargetShardCount':1,'ScalingType':'UNIFORM_SCALING'");
        return cases;
    }

    static List<Breach> puts() {
        List<Breach> cases = new ArrayList<>();
        String longKey = "k".repeat(257);
        String longNumber = "1".repeat(130);
        cases.add(Breach.of("PutRecord", "{}", missing("data")));
        address(cases, "PutRecord", ",'Data':'','PartitionKey':'k'");
        cases.add(
                Breach.of(
                        "PutRecord",
                        "{'PartitionKey':'','ExplicitHashKey':'x','SequenceNumberForOrdering':'-1'}",
                        pattern("-1", "sequenceNumberForOrdering", "0|([1-9]\\\\d{0,128})"),
                        shorter("", "partitionKey", 1),
                        pattern("x", "explicitHashKey", "0|([1-9]\\\\d{0,38})"),
                        missing("data")));
        cases.add(
                Breach.of(
                        "PutRecord",
                        "{'Data':'','PartitionKey':'"
                                + longKey
                                + "','SequenceNumberForOrdering':'"
                                + longNumber
                                + "'}",
                        pattern(longNumber, "sequenceNumberForOrdering", "0|([1-9]\\\\d{0,128})"),
                        longer(longKey, "partitionKey", 256)));
        cases.add(Breach.of("PutRecords", "{}", missing("records")));
        cases.add(Breach.of("PutRecords", "{'Records':[]}", shorter("[]", "records", 1)));
        cases.add(Breach.of("PutRecords", "{'Records':[null]}", missing("records.1.member")));
        address(cases, "PutRecords", ",'Records':[{'Data':''}]");
        cases.add(
                Breach.of(
                        "PutRecords",
                        "{'Records':[{'Data':''},{'PartitionKey':'','ExplicitHashKey':''}]}",
                        shorter("", "records.2.member.partitionKey", 1),
                        pattern("", "records.2.member.explicitHashKey", "0|([1-9]\\\\d{0,38})"),
                        missing("records.2.member.data")));
        return cases;
    }

    static List<Breach> reads() {
        List<Breach> cases = new ArrayList<>();
        cases.add(
                Breach.of(
                        "GetShardIterator",
                        "{}",
                        missing("shardId"),
                        missing("shardIteratorType")));
        cases.add(
                Breach.of(
                        "GetShardIterator",
                        "{'ShardId':'0','ShardIteratorType':'','StartingSequenceNumber':'a'}",
                        oneOf(
                                "",
                                "shardIteratorType",
                                "AFTER_SEQUENCE_NUMBER, LATEST, AT_TIMESTAMP, AT_SEQUENCE_NUMBER,"
                                        + " TRIM_HORIZON"),
                        pattern("a", "startingSequenceNumber", "0|([1-9]\\\\d{0,128})")));
        names(cases, "GetShardIterator", ",'ShardIteratorType':'LATEST'", "ShardId", "shardId");
        address(cases, "GetShardIterator", ",'ShardId':'0','ShardIteratorType':'LATEST'");
        cases.add(Breach.of("GetRecords", "{}", missing("shardIterator")));
        cases.add(
                Breach.of(
                        "GetRecords",
                        "{'ShardIterator':'','Limit':0}",
                        below("0", "limit", 1),
                        shorter("", "shardIterator", 1)));
        String longIterator = "i".repeat(513);
        cases.add(
                Breach.of(
                        "GetRecords",
                        "{'ShardIterator':'" + longIterator + "'}",
                        longer(longIterator, "shardIterator", 512)));
        pageSize(cases, "GetRecords", "Limit", ",'ShardIterator':'i'");
        address(cases, "GetRecords", ",'ShardIterator':'i'");
        return cases;
    }

    private final Kinesis kinesis = new Kinesis();

    @ParameterizedTest
    @MethodSource({"creations", "descriptions", "listings", "reshards", "puts", "reads"})
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
    @Behaviour("K-035")
    void dataHasAnUpperBoundOnlyTheStreamCanLower(Format format) {
        String data = Base64.getEncoder().encodeToString(new byte[(10 << 20) + 1]);
        String fault = fault("", "data", "have length less than or equal to 10485760");
        assertThat(kinesis.call(format, "PutRecord", "{'Data':'" + data + "'}").error())
                .isEqualTo(
                        "400 {\"__type\":\"ValidationException\",\"message\":\"1 validation error"
                                + " detected: "
                                + fault
                                + "\"}");
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    @Behaviour("K-037")
    void moreThanFiveHundredRecordsAreTooMany(Format format) {
        String items = "{'Data':'','PartitionKey':'k'},".repeat(500) + "{'Data':''}";
        String text =
                kinesis.call(format, "PutRecords", "{'Records':[" + items + "]}").text("message");
        assertThat(text)
                .startsWith(
                        "1 validation error detected: Value"
                                + " '[com.amazonaws.kinesis.v20131202.PutRecordsRequestEntry@")
                .endsWith(
                        "]' at 'records' failed to satisfy constraint: Member must have length less"
                                + " than or equal to 500");
    }

    @Test
    @Behaviour("K-033")
    void noMoreThanTenBreachesAreNamed() {
        String body = "{'Records':[" + "{'Data':null},".repeat(20) + "{}],'StreamName':''}";
        assertThat(kinesis.json("PutRecords", body).text("message"))
                .startsWith("10 validation errors detected: Value null at 'records.1.member.data'")
                .endsWith(missing("records.10.member.data"));
    }

    @Test
    void badBase64HasTheTextsOfTheService() {
        assertThat(kinesis.json("PutRecord", "{'Data':'x'}").error())
                .isEqualTo(
                        "400 {\"__type\":\"SerializationException\",\"Message\":\"'x' can not be"
                                + " converted to a Blob: Base64 encoded length is expected a multiple"
                                + " of 4 bytes but found: 1\"}");
        assertThat(kinesis.json("PutRecords", "{'Records':[{'Data':'=@@='}]}").text("Message"))
                .isEqualTo("'=@@=' can not be converted to a Blob: Invalid Base64 character: '='");
    }
}
