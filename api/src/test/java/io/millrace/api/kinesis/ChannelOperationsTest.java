package io.millrace.api.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Behaviour;
import io.millrace.wire.Format;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Channels: an account that has none.
final class ChannelOperationsTest {
    private static final String CHANNEL =
            "'ChannelARN':'arn:aws:kinesis:us-east-1:000000000000:channel/abc'";

    private final Kinesis kinesis = new Kinesis();

    private static String refused(String type, String message) {
        return "400 {\"__type\":\"" + type + "Exception\",\"message\":\"" + message + "\"}";
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    @Behaviour("K-360")
    void thereAreNoneToList(Format format) {
        assertThat(kinesis.call(format, "ListChannels", "{}").error())
                .isEqualTo("200 {\"ChannelSummaries\":[]}");
        assertThat(
                        kinesis.call(
                                        format,
                                        "ListChannels",
                                        "{'StreamFilter':[{'StreamARN':'arn:aws:kinesis:us-east-1:"
                                                + "000000000000:stream/s','StreamCreationTimestamp':1}],"
                                                + "'MaxResults':10000}")
                                .error())
                .isEqualTo("200 {\"ChannelSummaries\":[]}");
        assertThat(kinesis.call(format, "ListChannels", "{'NextToken':'t'}").error())
                .isEqualTo(refused("InvalidArgument", "Invalid NextToken."));
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    @Behaviour("K-362")
    void noneIsFound(Format format) {
        String text = "Channel abc under account 000000000000 not found.";
        for (String call :
                new String[] {
                    "DescribeChannel {" + CHANNEL + "}",
                    "DeleteChannel {" + CHANNEL + "}",
                    "UpdateChannel {"
                            + CHANNEL
                            + ",'S3DestinationConfiguration':{'DataFreshnessInSeconds':300},"
                            + "'LoggingConfiguration':{'CloudWatchLogs':{'Enabled':true}}}"
                }) {
            int space = call.indexOf(' ');
            assertThat(
                            kinesis.call(
                                            format,
                                            call.substring(0, space),
                                            call.substring(space + 1))
                                    .error())
                    .isEqualTo(refused("ResourceNotFound", text));
        }
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    @Behaviour("K-361")
    void noneCanBeMade(Format format) {
        String bucket = "'BucketARN':'arn:aws:s3:::bucket','ExpectedBucketOwner':'123456789012'";
        assertThat(
                        kinesis.call(
                                        format,
                                        "CreateChannel",
                                        "{'ChannelName':'c','ServiceExecutionRoleARN':"
                                                + "'arn:aws:iam::123456789012:role/r',"
                                                + "'StreamConfigurationList':[{'StreamARN':"
                                                + "'arn:aws:kinesis:us-east-1:000000000000:stream/s',"
                                                + "'RecordConfiguration':{'RecordFormatType':'JSON'}}],"
                                                + "'S3DestinationConfiguration':{'StorageConfiguration':"
                                                + "{"
                                                + bucket
                                                + ",'CompressionType':'NONE'},"
                                                + "'DeadLetterQueueS3Configuration':{"
                                                + bucket
                                                + "}},'Tags':{'a':'b'}}")
                                .error())
                .isEqualTo(
                        refused(
                                "InvalidArgument",
                                "CreateChannel is not supported by this server yet."));
        assertThat(kinesis.call(format, "ListChannels", "{}").error())
                .isEqualTo("200 {\"ChannelSummaries\":[]}");
    }
}
