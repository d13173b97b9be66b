package io.millrace.api.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.kinesis.Kinesis.Answer;
import io.millrace.testkit.Behaviour;
import io.millrace.wire.Format;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Settings of streams and accounts: changed, and seen to be so.
final class SettingOperationsTest {
    private static final String ARN = "arn:aws:kinesis:us-east-1:000000000000:stream/";
    private static final String KEY = "alias/aws/kinesis";

    private final Kinesis kinesis = new Kinesis();

    @BeforeEach
    void create() {
        kinesis.json("CreateStream", "{'StreamName':'s','ShardCount':1}");
        kinesis.json("CreateStream", "{'StreamName':'d'}");
    }

    private String call(Format format, String call) {
        int space = call.indexOf(' ');
        return kinesis.call(format, call.substring(0, space), call.substring(space + 1)).error();
    }

    private String summary(String stream) {
        return call(Format.JSON, "DescribeStreamSummary {'StreamName':'" + stream + "'}");
    }

    private static String refused(String type, String message) {
        return "400 {\"__type\":\"" + type + "Exception\",\"message\":\"" + message + "\"}";
    }

    private static String monitored(String current, String desired) {
        return "200 {\"StreamName\":\"s\",\"CurrentShardLevelMetrics\":["
                + current
                + "],\"DesiredShardLevelMetrics\":["
                + desired
                + "],\"StreamARN\":\""
                + ARN
                + "s\"}";
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    @Behaviour("K-340")
    void metricsOfShardsAreSwitchedOnAndOff(Format format) {
        String out = "\"OutgoingBytes\"";
        String all =
                "\"IncomingBytes\",\"IncomingRecords\",\"OutgoingBytes\",\"OutgoingRecords\","
                        + "\"WriteProvisionedThroughputExceeded\",\"ReadProvisionedThroughputExceeded\","
                        + "\"IteratorAgeMilliseconds\"";
        String stream = " {'StreamName':'s','ShardLevelMetrics':";
        assertThat(call(format, "EnableEnhancedMonitoring" + stream + "['OutgoingBytes']}"))
                .isEqualTo(monitored("", out));
        assertThat(summary("s"))
                .contains("\"EnhancedMonitoring\":[{\"ShardLevelMetrics\":[" + out + "]}]");
        assertThat(call(format, "EnableEnhancedMonitoring" + stream + "['ALL']}"))
                .isEqualTo(monitored(out, all));
        assertThat(
                        call(
                                format,
                                "DisableEnhancedMonitoring"
                                        + stream
                                        + "['OutgoingBytes','IncomingBytes']}"))
                .isEqualTo(
                        monitored(
                                all, all.replace("\"IncomingBytes\",", "").replace(out + ",", "")));
        assertThat(call(format, "DescribeStream {'StreamName':'s'}"))
                .contains("\"ShardLevelMetrics\":[\"IncomingRecords\",\"OutgoingRecords\",");
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    @Behaviour({"K-342", "K-344"})
    void recordsAreEncryptedFromNowOn(Format format) {
        String iterator =
                kinesis.call(
                                format,
                                "GetShardIterator",
                                "{'StreamName':'s','ShardId':'0','ShardIteratorType':'LATEST'}")
                        .text("ShardIterator");
        String put = "PutRecord {'StreamName':'s','PartitionKey':'k','Data':''}";
        String batch = "PutRecords {'StreamName':'s','Records':[{'PartitionKey':'k','Data':''}]}";
        String key = ",'EncryptionType':'KMS','KeyId':'" + KEY + "'}";
        assertThat(call(format, put)).doesNotContain("EncryptionType");
        assertThat(call(format, batch)).doesNotContain("EncryptionType");
        assertThat(call(format, "StartStreamEncryption {'StreamName':'s'" + key)).isEqualTo("200 ");
        String described = "\"EncryptionType\":\"KMS\",\"KeyId\":\"" + KEY + "\"";
        assertThat(summary("s")).contains(described);
        assertThat(call(format, "DescribeStream {'StreamName':'s'}")).contains(described);
        assertThat(call(format, put)).endsWith(",\"EncryptionType\":\"KMS\"}");
        assertThat(call(format, batch)).endsWith(",\"EncryptionType\":\"KMS\"}");
        assertThat(call(format, "StopStreamEncryption {'StreamName':'s'" + key)).isEqualTo("200 ");
        assertThat(summary("s")).contains("\"EncryptionType\":\"NONE\"").doesNotContain("KeyId");
        assertThat(call(format, put)).doesNotContain("EncryptionType");
        Answer page = kinesis.call(format, "GetRecords", "{'ShardIterator':'" + iterator + "'}");
        assertThat(page.body().split("\"PartitionKey\":\"k\",\"EncryptionType\":\"KMS\"", -1))
                .hasSize(3);
        assertThat(page.body().split("\"PartitionKey\":\"k\"\\}", -1)).hasSize(4);
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void onlyTheTypeKmsEncrypts(Format format) {
        for (String operation : new String[] {"StartStreamEncryption", "StopStreamEncryption"}) {
            assertThat(
                            call(
                                    format,
                                    operation
                                            + " {'StreamName':'s','EncryptionType':'NONE','KeyId':'"
                                            + KEY
                                            + "'}"))
                    .isEqualTo(refused("InvalidArgument", "EncryptionType must be KMS."));
        }
        assertThat(summary("s")).contains("\"EncryptionType\":\"NONE\"");
    }

    @ParameterizedTest
    @CsvSource({"key", "alias/", "arn:aws:s3:::key/1"})
    void whatIsNoKeyIsNotFoundToEncryptWith(String key) {
        String body = " {'StreamName':'s','EncryptionType':'KMS','KeyId':'" + key + "'}";
        for (Format format : Format.values()) {
            assertThat(call(format, "StartStreamEncryption" + body))
                    .isEqualTo(refused("KMSNotFound", "Invalid keyId " + key));
            assertThat(summary("s")).contains("\"EncryptionType\":\"NONE\"");
            assertThat(call(format, "StopStreamEncryption" + body)).isEqualTo("200 ");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "01234567-89ab-cdef-0123-456789abcdef",
        "mrk-0123456789abcdef0123456789abcdef",
        "arn:aws:kms:us-east-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef",
        "arn:aws:kms:us-east-1:123456789012:alias/mine",
        "alias/mine"
    })
    void aKeyMayBeNamedInFiveWays(String key) {
        assertThat(
                        call(
                                Format.JSON,
                                "StartStreamEncryption {'StreamName':'s','EncryptionType':'KMS','KeyId':'"
                                        + key
                                        + "'}"))
                .isEqualTo("200 ");
        assertThat(summary("s")).contains("\"KeyId\":\"" + key + "\"");
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void aStreamChangesItsMode(Format format) {
        String mode = "UpdateStreamMode {'StreamARN':'" + ARN + "s','StreamModeDetails':";
        assertThat(call(format, mode + "{'StreamMode':'ON_DEMAND'}}")).isEqualTo("200 ");
        assertThat(summary("s"))
                .contains("\"StreamMode\":\"ON_DEMAND\"")
                .contains("\"RecordDistributionStrategy\":\"USER_PARTITION_KEY\"");
        assertThat(call(format, mode + "{'StreamMode':'ON_DEMAND'}}")).isEqualTo("200 ");
        assertThat(call(format, mode + "{'StreamMode':'PROVISIONED'}}")).isEqualTo("200 ");
        assertThat(summary("s"))
                .contains("\"StreamMode\":\"PROVISIONED\"")
                .contains("\"OpenShardCount\":1,")
                .doesNotContain("RecordDistributionStrategy");
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    @Behaviour("K-349")
    void recordsMayBeLargerFromNowOn(Format format) {
        String data = Base64.getEncoder().encodeToString(new byte[(1 << 20) + 1]);
        String put = "PutRecord {'StreamName':'s','PartitionKey':'k','Data':'" + data + "'}";
        assertThat(call(format, put)).contains("less than or equal to 1048576");
        assertThat(
                        call(
                                format,
                                "UpdateMaxRecordSize {'StreamARN':'"
                                        + ARN
                                        + "s','MaxRecordSizeInKiB':2048}"))
                .isEqualTo("200 ");
        assertThat(summary("s")).contains("\"MaxRecordSizeInKiB\":2048");
        assertThat(call(format, put)).startsWith("200 ");
        assertThat(call(format, "UpdateMaxRecordSize {'MaxRecordSizeInKiB':2048}"))
                .isEqualTo(refused("InvalidArgument", "StreamARN should be provided."));
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void aStreamMayPlaceRecordsByItself(Format format) {
        String change =
                "UpdateStreamRecordDistributionStrategy {'StreamARN':'"
                        + ARN
                        + "d','RecordDistributionStrategy':";
        assertThat(call(format, change + "'AUTO'}")).isEqualTo("200 ");
        assertThat(summary("d")).contains("\"RecordDistributionStrategy\":\"AUTO\"");
        assertThat(call(format, "PutRecord {'StreamName':'d','Data':'YQ=='}")).startsWith("200 ");
        assertThat(
                        call(
                                format,
                                "PutRecords {'StreamName':'d','Records':[{'Data':'YQ=='},"
                                        + "{'Data':'YQ=='},{'Data':'YQ=='},{'Data':'YQ=='}]}"))
                .startsWith("200 {\"FailedRecordCount\":0,");
        int found = 0;
        for (int shard = 0; shard < 4; shard++) {
            String iterator =
                    kinesis.call(
                                    format,
                                    "GetShardIterator",
                                    "{'StreamName':'d','ShardIteratorType':'TRIM_HORIZON','ShardId':'"
                                            + shard
                                            + "'}")
                            .text("ShardIterator");
            String page = call(format, "GetRecords {'ShardIterator':'" + iterator + "'}");
            assertThat(page).doesNotContain("PartitionKey");
            found += page.split("\"Data\":\"YQ==\"\\}", -1).length - 1;
        }
        assertThat(found).isEqualTo(5);
        assertThat(call(format, change + "'USER_PARTITION_KEY'}")).isEqualTo("200 ");
        assertThat(call(format, "PutRecord {'StreamName':'d','Data':'YQ=='}"))
                .contains("Value null at 'partitionKey'");
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void aStreamIsMadeWithAllItsSettings(Format format) {
        call(
                Format.JSON,
                "UpdateAccountSettings {'MinimumThroughputBillingCommitment':{'Status':'ENABLED'}}");
        assertThat(
                        call(
                                format,
                                "CreateStream {'StreamName':'x','StreamModeDetails':{'StreamMode':"
                                        + "'ON_DEMAND'},'Tags':{'a':'b'},'WarmThroughputMiBps':10,"
                                        + "'RecordDistributionStrategy':'AUTO','MaxRecordSizeInKiB':2048}"))
                .isEqualTo("200 ");
        assertThat(summary("x"))
                .contains("\"WarmThroughput\":{\"TargetMiBps\":10,\"CurrentMiBps\":10}")
                .endsWith(
                        "\"MaxRecordSizeInKiB\":2048,\"ChannelCount\":0,"
                                + "\"RecordDistributionStrategy\":\"AUTO\"}}");
        assertThat(call(format, "ListTagsForResource {'ResourceARN':'" + ARN + "x'}"))
                .isEqualTo("200 {\"Tags\":[{\"Key\":\"a\",\"Value\":\"b\"}]}");
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void aStreamIsKeptWarmForAnAccountThatPaysForIt(Format format) {
        String warm = "UpdateStreamWarmThroughput {'StreamName':'d','WarmThroughputMiBps':20}";
        assertThat(call(format, warm)).startsWith("400 ");
        assertThat(summary("d")).doesNotContain("WarmThroughput");
        call(
                format,
                "UpdateAccountSettings {'MinimumThroughputBillingCommitment':{'Status':'ENABLED'}}");
        assertThat(call(format, warm))
                .isEqualTo(
                        "200 {\"StreamARN\":\""
                                + ARN
                                + "d\",\"StreamName\":\"d\",\"WarmThroughput\":{\"TargetMiBps\":20,"
                                + "\"CurrentMiBps\":4}}");
        assertThat(summary("d"))
                .contains("\"WarmThroughput\":{\"TargetMiBps\":20,\"CurrentMiBps\":4}");
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    @Behaviour("K-348")
    void anAccountCommitsItselfForADayAtLeast(Format format) {
        String begin = "200 {\"MinimumThroughputBillingCommitment\":{\"Status\":";
        String update = "UpdateAccountSettings {'MinimumThroughputBillingCommitment':{'Status':";
        assertThat(call(format, "DescribeAccountSettings {}")).isEqualTo(begin + "\"DISABLED\"}}");
        assertThat(call(format, update + "'ENABLED'}}"))
                .matches(
                        "200 \\{\"MinimumThroughputBillingCommitment\":\\{\"Status\":\"ENABLED\","
                                + "\"StartedAt\":17935[0-9.]+,\"EarliestAllowedEndAt\":17936[0-9.]+\\}\\}");
        assertThat(call(format, update + "'DISABLED'}}"))
                .startsWith(begin + "\"ENABLED_UNTIL_EARLIEST_ALLOWED_END\",\"StartedAt\":")
                .contains("\"EarliestAllowedEndAt\":");
        assertThat(call(format, "DescribeAccountSettings {}"))
                .startsWith(begin + "\"ENABLED_UNTIL_EARLIEST_ALLOWED_END\",");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "AddTagsToStream|,'Tags':{'a':'b'}",
                "RemoveTagsFromStream|,'TagKeys':['a']",
                "ListTagsForStream|",
                "EnableEnhancedMonitoring|,'ShardLevelMetrics':['ALL']",
                "DisableEnhancedMonitoring|,'ShardLevelMetrics':['ALL']",
                "StartStreamEncryption|,'EncryptionType':'KMS','KeyId':'alias/aws/kinesis'",
                "StopStreamEncryption|,'EncryptionType':'KMS','KeyId':'alias/aws/kinesis'",
                "UpdateStreamMode|,'StreamModeDetails':{'StreamMode':'PROVISIONED'}",
                "UpdateMaxRecordSize|,'MaxRecordSizeInKiB':2048",
                "UpdateStreamWarmThroughput|,'WarmThroughputMiBps':1",
                "UpdateStreamRecordDistributionStrategy|,'RecordDistributionStrategy':'AUTO'"
            })
    void aStreamThatIsNotThereIsNotFound(String operation, String rest) {
        for (Format format : Format.values()) {
            assertThat(
                            call(
                                    format,
                                    operation
                                            + " {'StreamARN':'"
                                            + ARN
                                            + "no'"
                                            + (rest == null ? "" : rest)
                                            + "}"))
                    .isEqualTo(
                            refused(
                                    "ResourceNotFound",
                                    "Stream no under account 000000000000 not found."));
        }
    }

    @Test
    @Behaviour("K-350")
    void onlyAStreamOnDemandMayPlaceRecordsByItself() {
        assertThat(
                        call(
                                Format.JSON,
                                "UpdateStreamRecordDistributionStrategy {'StreamARN':'"
                                        + ARN
                                        + "s','RecordDistributionStrategy':'AUTO'}"))
                .startsWith("400 {\"__type\":\"InvalidArgumentException\"");
    }
}
