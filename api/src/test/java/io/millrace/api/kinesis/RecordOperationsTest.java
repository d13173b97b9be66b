package io.millrace.api.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.kinesis.Kinesis.Answer;
import io.millrace.testkit.Behaviour;
import io.millrace.wire.Format;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Records: in, and out again as they went in.
final class RecordOperationsTest {
    private static final String RECORD =
            "\\{\"SequenceNumber\":\"49[0-9]{54}\",\"ApproximateArrivalTimestamp\":17935[0-9]+\\.789,";

    private final Kinesis kinesis = new Kinesis();

    @BeforeEach
    void create() {
        kinesis.json("CreateStream", "{'StreamName':'s','ShardCount':1}");
    }

    private String iterator(Format format, String type) {
        return kinesis.call(
                        format,
                        "GetShardIterator",
                        "{'StreamName':'s','ShardId':'shardId-000000000000','ShardIteratorType':'"
                                + type
                                + "'}")
                .text("ShardIterator");
    }

    private Answer read(Format format, String iterator) {
        return kinesis.call(format, "GetRecords", "{'ShardIterator':'" + iterator + "'}");
    }

    @ParameterizedTest
    @CsvSource({"JSON,JSON", "JSON,CBOR", "CBOR,JSON", "CBOR,CBOR"})
    @Behaviour({"K-185", "K-215"})
    void aRecordIsReadAsItWasPut(Format put, Format read) {
        Answer stored =
                kinesis.call(
                        put,
                        "PutRecord",
                        "{'StreamName':'s','PartitionKey':'ké\\\\y','Data':'AAH+/w=='}");
        assertThat(stored.error())
                .matches(
                        "200 \\{\"ShardId\":\"shardId-000000000000\","
                                + "\"SequenceNumber\":\"49[0-9]{54}\"\\}");
        Answer page = read(read, iterator(read, "TRIM_HORIZON"));
        assertThat(page.error())
                .matches(
                        "200 \\{\"Records\":\\["
                                + RECORD
                                + "\"Data\":\"AAH\\+/w==\",\"PartitionKey\":\"ké\\\\\\\\y\"\\}\\],"
                                + "\"NextShardIterator\":\"[^\"]+\",\"MillisBehindLatest\":0\\}");
        assertThat(page.text("SequenceNumber")).isEqualTo(stored.text("SequenceNumber"));
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    @Behaviour({"K-203", "K-204"})
    void everyRecordOfABatchHasAResultInItsPlace(Format format) {
        Answer answer =
                kinesis.call(
                        format,
                        "PutRecords",
                        "{'StreamName':'s','Records':[{'Data':'YQ==','PartitionKey':'a'},"
                                + "{'Data':'','PartitionKey':'b','ExplicitHashKey':'0'}]}");
        assertThat(answer.error())
                .matches(
                        "200 \\{\"FailedRecordCount\":0,\"Records\":\\[(\\{\"SequenceNumber\":"
                                + "\"49[0-9]{54}\",\"ShardId\":\"shardId-000000000000\"\\},?){2}\\]\\}");
        Answer page = read(format, iterator(format, "TRIM_HORIZON"));
        assertThat(page.body())
                .matches(
                        "\\{\"Records\":\\["
                                + RECORD
                                + "\"Data\":\"YQ==\",\"PartitionKey\":\"a\"\\},"
                                + RECORD
                                + "\"Data\":\"\",\"PartitionKey\":\"b\"\\}\\].*");
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void fiveHundredRecordsComeBackInTwoPages(Format format) {
        StringBuilder records = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            String data =
                    Base64.getEncoder().encodeToString(new byte[] {(byte) (i >> 8), (byte) i});
            records.append(i == 0 ? "" : ",").append("{'PartitionKey':'k','Data':'" + data + "'}");
        }
        Answer put =
                kinesis.call(
                        format, "PutRecords", "{'StreamName':'s','Records':[" + records + "]}");
        assertThat(put.body()).startsWith("{\"FailedRecordCount\":0,");
        Answer first =
                kinesis.call(
                        format,
                        "GetRecords",
                        "{'Limit':300,'ShardIterator':'" + iterator(format, "TRIM_HORIZON") + "'}");
        Answer second = read(format, first.text("NextShardIterator"));
        assertThat(first.body().split("\"Data\"", -1)).hasSize(301);
        assertThat(second.body().split("\"Data\"", -1)).hasSize(201);
        assertThat(second.text("Data")).isEqualTo("ASw=");
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    @Behaviour("K-181")
    void theEndOfAClosedShardNamesItsChildren(Format format) {
        String iterator = iterator(format, "TRIM_HORIZON");
        kinesis.json(
                "SplitShard", "{'StreamName':'s','ShardToSplit':'0','NewStartingHashKey':'9'}");
        assertThat(read(format, iterator).body())
                .isEqualTo(
                        "{\"Records\":[],\"MillisBehindLatest\":0,\"ChildShards\":["
                                + "{\"ShardId\":\"shardId-000000000001\",\"ParentShards\":"
                                + "[\"shardId-000000000000\"],\"HashKeyRange\":"
                                + "{\"StartingHashKey\":\"0\",\"EndingHashKey\":\"8\"}},"
                                + "{\"ShardId\":\"shardId-000000000002\",\"ParentShards\":"
                                + "[\"shardId-000000000000\"],\"HashKeyRange\":"
                                + "{\"StartingHashKey\":\"9\",\"EndingHashKey\":"
                                + "\"340282366920938463463374607431768211455\"}}]}");
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    @Behaviour("K-215")
    void aMomentMeansTheSameInBothFormats(Format format) {
        kinesis.json("PutRecord", "{'StreamName':'s','PartitionKey':'k','Data':'YQ=='}");
        kinesis.clock.advance(Duration.ofSeconds(2));
        kinesis.json("PutRecord", "{'StreamName':'s','PartitionKey':'k','Data':'Yg=='}");
        String second = kinesis.clock.millis() / 1000 + ".788";
        String iterator =
                kinesis.call(
                                format,
                                "GetShardIterator",
                                "{'StreamName':'s','ShardId':'0','ShardIteratorType':'AT_TIMESTAMP',"
                                        + "'Timestamp':"
                                        + second
                                        + "}")
                        .text("ShardIterator");
        assertThat(read(format, iterator).text("Data")).isEqualTo("Yg==");
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    @Behaviour("K-206")
    void aMissingPartitionKeyIsTheStreamsBusiness(Format format) {
        assertThat(kinesis.call(format, "PutRecord", "{'StreamName':'s','Data':''}").error())
                .isEqualTo(
                        "400 {\"__type\":\"ValidationException\",\"message\":\"1 validation error"
                                + " detected: Value null at 'partitionKey' failed to satisfy"
                                + " constraint: Member must not be null\"}");
        assertThat(
                        kinesis.call(
                                        format,
                                        "PutRecords",
                                        "{'StreamName':'s','Records':[{'Data':''}]}")
                                .error())
                .isEqualTo(
                        "400 {\"__type\":\"ValidationException\",\"message\":\"1 validation error"
                                + " detected: Value null at 'records.1.member.partitionKey' failed to"
                                + " satisfy constraint: Member must not be null\"}");
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    @Behaviour({"K-213", "K-214"})
    void aDryRunChangesNothing(Format format) {
        String dryRun =
                "400 {\"__type\":\"DryRunOperationException\",\"message\":\"The request was"
                        + " rejected because the DryRun parameter was specified.\"}";
        String iterator = iterator(format, "TRIM_HORIZON");
        String[] calls = {
            "PutRecord {'StreamName':'s','PartitionKey':'k','Data':'','DryRun':true}",
            "PutRecords {'StreamName':'s','Records':[{'PartitionKey':'k','Data':''}],'DryRun':true}",
            "GetShardIterator"
                    + " {'StreamName':'s','ShardId':'0','ShardIteratorType':'LATEST','DryRun':true}",
            "GetRecords {'ShardIterator':'" + iterator + "','DryRun':true}"
        };
        for (String call : calls) {
            int space = call.indexOf(' ');
            assertThat(
                            kinesis.call(
                                            format,
                                            call.substring(0, space),
                                            call.substring(space + 1))
                                    .error())
                    .as(call)
                    .isEqualTo(dryRun);
        }
        assertThat(read(format, iterator).body()).startsWith("{\"Records\":[],");
        assertThat(
                        kinesis.call(
                                        format,
                                        "PutRecord",
                                        "{'StreamName':'t','PartitionKey':'k','Data':'','DryRun':true}")
                                .text("message"))
                .isEqualTo("Stream t under account 000000000000 not found.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "PutRecord|'StreamName':'s','Data':''",
                "PutRecord|'StreamName':'s','Data':'','PartitionKey':'k','SequenceNumberForOrdering':"
                        + "'9999999999999999999999999999999999999999999999999999999999'",
                "PutRecords|'StreamName':'s','Records':[{'Data':'','PartitionKey':'k','ExplicitHashKey':"
                        + "'999999999999999999999999999999999999999'}]",
                "GetRecords|'ShardIterator':'x'",
                "GetShardIterator|'StreamName':'s','ShardId':'7','ShardIteratorType':'LATEST'",
                "GetShardIterator|'StreamName':'s','ShardId':'0','ShardIteratorType':'AT_TIMESTAMP'"
            })
    void aDryRunFailsAsTheCallWould(String operation, String members) {
        for (Format format : Format.values()) {
            String real = kinesis.call(format, operation, "{" + members + "}").error();
            String dry = kinesis.call(format, operation, "{" + members + ",'DryRun':true}").error();
            assertThat(dry).startsWith("400 ").isEqualTo(real).doesNotContain("DryRun");
        }
    }

    @Test
    @Behaviour("K-176")
    void anIteratorOfAnotherStreamThanNamedIsInvalid() {
        kinesis.json("CreateStream", "{'StreamName':'t','ShardCount':1}");
        assertThat(
                        kinesis.json(
                                        "GetRecords",
                                        "{'StreamARN':'arn:aws:kinesis:us-east-1:000000000000:stream/t',"
                                                + "'ShardIterator':'"
                                                + iterator(Format.JSON, "LATEST")
                                                + "'}")
                                .error())
                .isEqualTo(
                        "400 {\"__type\":\"InvalidArgumentException\",\"message\":\"Invalid"
                                + " ShardIterator.\"}");
    }

    @Test
    void aFullLogIsTheServersFault() {
        kinesis.log.full(true);
        Answer answer =
                kinesis.json("PutRecord", "{'StreamName':'s','PartitionKey':'k','Data':''}");
        assertThat(answer.status()).isIn(400, 500);
        assertThat(answer.text("__type"))
                .isIn("InternalFailure", "ProvisionedThroughputExceededException");
    }
}
