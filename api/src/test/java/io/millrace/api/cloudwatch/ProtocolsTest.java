package io.millrace.api.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.cloudwatch.CloudWatch.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The three protocols, byte for byte.
final class ProtocolsTest {
    private static final String NAMESPACE =
            " xmlns=\"http://monitoring.amazonaws.com/doc/2010-08-01/\">";
    private static final String SUM_FORM =
            "Action=GetMetricStatistics&Version=2010-08-01&Namespace=AWS%2FKinesis"
                    + "&MetricName=IncomingRecords&Dimensions.member.1.Name=StreamName"
                    + "&Dimensions.member.1.Value=s&StartTime=2026-11-25T08%3A00%3A00Z"
                    + "&EndTime=2026-11-25T09%3A00%3A00Z&Period=60&Statistics.member.1=Sum"
                    + "&Statistics.member.2=SampleCount";

    private final CloudWatch service = CloudWatch.withRecords();

    /// A text in CBOR.
    private static String t(String text) {
        byte[] utf8 = CloudWatch.utf8(text);
        assertThat(utf8.length).isLessThan(24);
        return HexFormat.of().toHexDigits((byte) (0x60 + utf8.length))
                + HexFormat.of().formatHex(utf8);
    }

    /// A double in CBOR.
    private static String d(double value) {
        return "fb" + HexFormat.of().toHexDigits(Double.doubleToLongBits(value));
    }

    /// A moment in CBOR.
    private static String at(long millis) {
        return "c1" + d(millis / 1000.0);
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }

    @Test
    void statisticsOverRpcV2Cbor() {
        String request =
                "a7"
                        + (t("Namespace") + t("AWS/Kinesis"))
                        + (t("MetricName") + t("IncomingRecords"))
                        + (t("Dimensions") + "81a2" + t("Name") + t("StreamName"))
                        + (t("Value") + t("s"))
                        + (t("StartTime") + at(CloudWatch.START))
                        + (t("EndTime") + "c1" + "1a" + "6b06a390")
                        + (t("Period") + "183c")
                        + (t("Statistics") + "82" + t("Sum") + t("SampleCount"));
        Answer answer = service.cbor("GetMetricStatistics", request);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.header("smithy-protocol")).isEqualTo("rpc-v2-cbor");
        assertThat(answer.header("Content-Type")).isEqualTo("application/cbor");
        assertThat(answer.header("x-amzn-RequestId")).hasSize(36);
        assertThat(answer.hex())
                .isEqualTo(
                        "bf"
                                + (t("Label") + t("IncomingRecords"))
                                + (t("Datapoints") + "9f")
                                + ("bf" + t("Timestamp") + at(CloudWatch.START))
                                + (t("SampleCount") + d(2) + t("Sum") + d(3))
                                + (t("Unit") + t("Count") + "ff")
                                + ("bf" + t("Timestamp"))
                                + at(CloudWatch.START + CloudWatch.MINUTE)
                                + (t("SampleCount") + d(1) + t("Sum") + d(4))
                                + (t("Unit") + t("Count") + "ff")
                                + "ffff");
    }

    @Test
    void statisticsOverJson() {
        Answer answer =
                service.json(
                        "GetMetricStatistics",
                        "{'Namespace':'AWS/Kinesis','MetricName':'IncomingRecords',"
                                + "'Dimensions':[{'Name':'StreamName','Value':'s'}],"
                                + "'StartTime':1795593600,'EndTime':1795597200.5,'Period':60,"
                                + "'Statistics':['Average','Minimum','Maximum']}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/x-amz-json-1.0");
        assertThat(answer.header("smithy-protocol")).isEmpty();
        assertThat(answer.text())
                .isEqualTo(
                        "{\"Label\":\"IncomingRecords\",\"Datapoints\":["
                                + "{\"Timestamp\":1795593600.000,\"Average\":1.5,\"Minimum\":1.0,"
                                + "\"Maximum\":2.0,\"Unit\":\"Count\"},"
                                + "{\"Timestamp\":1795593660.000,\"Average\":4.0,\"Minimum\":4.0,"
                                + "\"Maximum\":4.0,\"Unit\":\"Count\"}]}");
    }

    @Test
    void statisticsOverTheQueryProtocol() {
        Answer answer = service.form(SUM_FORM);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("text/xml");
        assertThat(answer.text())
                .isEqualTo(
                        "<GetMetricStatisticsResponse"
                                + NAMESPACE
                                + "<GetMetricStatisticsResult><Label>IncomingRecords</Label>"
                                + "<Datapoints><member><Timestamp>2026-11-25T08:00:00Z</Timestamp>"
                                + "<SampleCount>2.0</SampleCount><Sum>3.0</Sum><Unit>Count</Unit>"
                                + "</member><member><Timestamp>2026-11-25T08:01:00Z</Timestamp>"
                                + "<SampleCount>1.0</SampleCount><Sum>4.0</Sum><Unit>Count</Unit>"
                                + "</member></Datapoints></GetMetricStatisticsResult>"
                                + "<ResponseMetadata><RequestId>"
                                + answer.header("x-amzn-RequestId")
                                + "</RequestId></ResponseMetadata></GetMetricStatisticsResponse>");
    }

    @Test
    void theQueryMayStandInThePath() {
        Map<String, String> headers = CloudWatch.headers("");
        Answer answer = service.send("GET", "/", SUM_FORM, headers, new byte[0]);
        assertThat(answer.text()).contains("<Sum>3.0</Sum>");
    }

    @Test
    void bodiesMayBeCompressed() throws IOException {
        Map<String, String> headers = CloudWatch.headers("application/x-www-form-urlencoded");
        headers.put("content-encoding", "gzip");
        byte[] packed = gzip(CloudWatch.utf8(SUM_FORM));
        assertThat(service.send("POST", "/", null, headers, packed).text())
                .contains("<Sum>3.0</Sum>");
        packed[0] = 0;
        assertThat(service.send("POST", "/", null, headers, packed).status()).isEqualTo(400);
    }

    @Test
    void aBodyThatGrowsWithoutEndIsRefused() throws IOException {
        Map<String, String> headers = CloudWatch.headers("application/x-www-form-urlencoded");
        headers.put("content-encoding", "gzip");
        byte[] packed = gzip(new byte[(1 << 20) + 1]);
        Answer answer = service.send("POST", "/", null, headers, packed);
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.text()).contains("<Code>RequestEntityTooLarge</Code>");
    }

    @Test
    void anErrorOverRpcV2CborHasItsShapeAndItsOldName() {
        Answer answer = service.cbor("GetMetricStatistics", "a0");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("smithy-protocol")).isEqualTo("rpc-v2-cbor");
        assertThat(answer.header("x-amzn-query-error")).isEqualTo("MissingParameter;Sender");
        assertThat(answer.text())
                .contains("com.amazonaws.cloudwatch#MissingRequiredParameterException")
                .contains("The parameter Namespace is required.");
    }

    @Test
    void anErrorOverJsonHasItsShapeAndItsOldName() {
        Answer answer = service.json("GetMetricStatistics", "{}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("x-amzn-query-error")).isEqualTo("MissingParameter;Sender");
        assertThat(answer.text())
                .isEqualTo(
                        "{\"__type\":\"com.amazonaws.cloudwatch#MissingRequiredParameterException\","
                                + "\"message\":\"The parameter Namespace is required.\"}");
    }

    @Test
    void anErrorOverTheQueryProtocolIsXml() {
        Answer answer = service.form("Action=GetMetricStatistics&Version=2010-08-01");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text())
                .isEqualTo(
                        "<ErrorResponse"
                                + NAMESPACE
                                + "<Error><Type>Sender</Type><Code>MissingParameter</Code>"
                                + "<Message>The parameter Namespace is required.</Message></Error>"
                                + "<RequestId>"
                                + answer.header("x-amzn-RequestId")
                                + "</RequestId></ErrorResponse>");
    }

    @Test
    void operationsNobodyHasAreNamed() {
        assertThat(service.json("PutDashboard", "{}").text())
                .contains("UnknownOperationException", "Could not find operation PutDashboard");
        assertThat(service.cbor("PutDashboard", "a0").header("x-amzn-query-error"))
                .isEqualTo("InvalidAction;Sender");
        assertThat(service.form("Action=PutDashboard").text())
                .contains("<Code>InvalidAction</Code>");
    }

    @Test
    void bodiesThatCannotBeReadAreRefused() {
        assertThat(service.cbor("ListMetrics", "bf").text()).contains("SerializationException");
        assertThat(service.json("ListMetrics", "{").text()).contains("SerializationException");
        assertThat(service.form("Action=ListMetrics&Namespace=%").text())
                .contains("<Code>MalformedInput</Code>");
        assertThat(service.json("ListMetrics", "{'Namespace':1}").text())
                .contains("can not be converted to an String");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 403, MissingAuthenticationToken",
        "AKID/20260101/us-east-1/kinesis, 403, InvalidSignature",
        "AKID/us-east-1, 400, IncompleteSignature"
    })
    void credentialsAreAskedFor(String scope, int status, String code) {
        Map<String, String> headers = CloudWatch.headers("application/x-www-form-urlencoded");
        headers.put("authorization", CloudWatch.authorization(scope));
        if (scope.isEmpty()) {
            headers.remove("authorization");
        }
        Answer answer =
                service.send("POST", "/", null, headers, CloudWatch.utf8("Action=ListMetrics"));
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text()).contains("<Code>" + code + "</Code>");
    }
}
