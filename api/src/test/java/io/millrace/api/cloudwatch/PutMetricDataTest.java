package io.millrace.api.cloudwatch;

import static io.millrace.api.cloudwatch.CloudWatch.MINUTE;
import static io.millrace.api.cloudwatch.CloudWatch.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.cloudwatch.CloudWatch.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What PutMetricData takes, in all protocols, and what is read of it afterwards.
final class PutMetricDataTest {
    /// 2026-11-25T08:10:00Z, the time by the service's clock.
    private static final long NOW = START + 10 * MINUTE;

    private final CloudWatch service = new CloudWatch();

    private Answer put(String data) {
        return service.json("PutMetricData", "{'Namespace':'app','MetricData':[" + data + "]}");
    }

    private void isPut(String data) {
        Answer answer = put(data);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.text()).isEmpty();
    }

    private void isRefused(String data, String error, String text) {
        Answer answer = put("{'MetricName':'whole','Value':1}," + data);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("x-amzn-query-error")).isEqualTo(error + ";Sender");
        assertThat(answer.text()).contains(text);
        assertThat(service.store.all()).as("nothing half done").isEmpty();
    }

    /// All statistics of a metric without dimensions, by period.
    private String statistics(String name, int period) {
        return service.json(
                        "GetMetricStatistics",
                        "{'Namespace':'app','MetricName':'"
                                + name
                                + "','StartTime':1795593600,'EndTime':1795594800,'Period':"
                                + period
                                + ",'Statistics':['SampleCount','Sum','Minimum','Maximum']}")
                .text();
    }

    private static String point(long at, double n, double sum, double min, double max) {
        return "{\"Timestamp\":"
                + at / 1000
                + ".000,\"SampleCount\":"
                + n
                + ",\"Sum\":"
                + sum
                + ",\"Minimum\":"
                + min
                + ",\"Maximum\":"
                + max
                + ",\"Unit\":";
    }

    @Test
    void valuesOfEveryFormAreReadBack() {
        isPut("{'MetricName':'m','Value':2.5}");
        isPut("{'MetricName':'m','Values':[1,4],'Counts':[2,1]},{'MetricName':'m','Values':[7]}");
        isPut(
                "{'MetricName':'m','StatisticValues':"
                        + "{'SampleCount':10,'Sum':20,'Minimum':-1,'Maximum':5}}");
        assertThat(statistics("m", 60)).contains(point(NOW, 15, 35.5, -1, 7) + "\"None\"}]");
    }

    @Test
    void unitsAndDimensionsTellSeriesApart() {
        isPut("{'MetricName':'m','Value':1,'Unit':'Milliseconds'},{'MetricName':'m','Value':2}");
        isPut("{'MetricName':'m','Value':3,'Dimensions':[{'Name':'a','Value':'1'}]}");
        assertThat(statistics("m", 60))
                .contains(point(NOW, 1, 1, 1, 1) + "\"Milliseconds\"}")
                .contains(point(NOW, 1, 2, 2, 2) + "\"None\"}")
                .doesNotContain("\"Sum\":3.0");
        assertThat(service.json("ListMetrics", "{'Namespace':'app'}").text())
                .contains("\"Dimensions\":[]", "\"Dimensions\":[{\"Name\":\"a\",\"Value\":\"1\"}]");
    }

    @Test
    void aTimestampSaysWhenAndTheResolutionHowExactly() {
        isPut("{'MetricName':'m','Value':1,'Timestamp':1795594110,'StorageResolution':1}");
        isPut("{'MetricName':'m','Value':2,'Timestamp':1795594110}");
        isPut("{'MetricName':'m','Value':4,'Timestamp':1795594110,'StorageResolution':60}");
        assertThat(statistics("m", 1))
                .contains(point(START + 8 * MINUTE, 2, 6, 2, 4))
                .contains(point(START + 8 * MINUTE + 30_000, 1, 1, 1, 1));
        assertThat(statistics("m", 60)).contains(point(START + 8 * MINUTE, 3, 7, 1, 4));
    }

    @Test
    void dataOfEntitiesAreMetricsLikeOthers() {
        Answer answer =
                service.json(
                        "PutMetricData",
                        "{'Namespace':'app','StrictEntityValidation':false,'EntityMetricData':["
                                + "{'Entity':{'KeyAttributes':{'Type':'Service'}},"
                                + "'MetricData':[{'MetricName':'m','Value':1}]},"
                                + "{'MetricData':[{'MetricName':'m','Value':2}]}]}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(statistics("m", 60)).contains(point(NOW, 2, 3, 1, 2));
    }

    @Test
    void accountsAndRegionsAreKeptApart() {
        isPut("{'MetricName':'m','Value':1}");
        Map<String, String> headers = CloudWatch.headers("application/x-www-form-urlencoded");
        byte[] list = CloudWatch.utf8("Action=ListMetrics&Version=2010-08-01");
        for (String scope : List.of("111122223333/20260101/us-east-1", "AKID/20260101/eu-west-1")) {
            headers.put("authorization", CloudWatch.authorization(scope + "/monitoring"));
            assertThat(service.send("POST", "/", null, headers, list).text())
                    .contains("<Metrics></Metrics>");
        }
    }

    @Test
    void theQueryProtocolPutsTheSame() {
        Answer answer =
                service.form(
                        "Action=PutMetricData&Version=2010-08-01&Namespace=app"
                                + "&MetricData.member.1.MetricName=m"
                                + "&MetricData.member.1.Unit=Count"
                                + "&MetricData.member.1.StatisticValues.SampleCount=2"
                                + "&MetricData.member.1.StatisticValues.Sum=3.0"
                                + "&MetricData.member.1.StatisticValues.Minimum=1"
                                + "&MetricData.member.1.StatisticValues.Maximum=2"
                                + "&MetricData.member.2.MetricName=m&MetricData.member.2.Value=1e1"
                                + "&MetricData.member.2.Unit=Count"
                                + "&MetricData.member.2.Timestamp=2026-11-25T08%3A10%3A00Z");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("text/xml");
        assertThat(answer.text())
                .isEqualTo(
                        "<PutMetricDataResponse"
                                + " xmlns=\"http://monitoring.amazonaws.com/doc/2010-08-01/\">"
                                + "<ResponseMetadata><RequestId>"
                                + answer.header("x-amzn-RequestId")
                                + "</RequestId></ResponseMetadata></PutMetricDataResponse>");
        assertThat(statistics("m", 60)).contains(point(NOW, 3, 13, 1, 10) + "\"Count\"}");
    }

    @Test
    void rpcV2CborPutsTheSameAndItsAnswerHasNoBody() {
        String name = "6a" + HexFormat.of().formatHex(CloudWatch.utf8("MetricName"));
        String value = "65" + HexFormat.of().formatHex(CloudWatch.utf8("Value"));
        String namespace = "69" + HexFormat.of().formatHex(CloudWatch.utf8("Namespace"));
        String data = "6a" + HexFormat.of().formatHex(CloudWatch.utf8("MetricData"));
        Answer answer =
                service.cbor(
                        "PutMetricData",
                        "bf"
                                + namespace
                                + "63617070"
                                + data
                                + "81a2"
                                + name
                                + "616d"
                                + value
                                + "fb4004000000000000"
                                + "ff");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.header("smithy-protocol")).isEqualTo("rpc-v2-cbor");
        assertThat(answer.header("Content-Type")).isEmpty();
        assertThat(answer.hex()).isEmpty();
        assertThat(statistics("m", 60)).contains(point(NOW, 1, 2.5, 2.5, 2.5));
    }

    @Test
    void aThousandDataComeCompressed() throws IOException {
        String data =
                IntStream.range(0, 1000)
                        .mapToObj(i -> "{'MetricName':'n" + i + "','Value':" + i + "}")
                        .collect(Collectors.joining(","));
        String body = "{'Namespace':'app','MetricData':[" + data + "]}";
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(CloudWatch.utf8(body.replace('\'', '"')));
        }
        Map<String, String> headers = CloudWatch.headers("application/x-amz-json-1.0");
        headers.put("x-amz-target", "GraniteServiceVersion20100801.PutMetricData");
        headers.put("content-encoding", "gzip");
        Answer answer = service.send("POST", "/", null, headers, packed.toByteArray());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(service.store.stats().series()).isEqualTo(1000);
        assertThat(put(data + ",{'MetricName':'n','Value':1}").text())
                .contains("The collection MetricData must not have a size greater than 1000.");
    }

    @ParameterizedTest
    @CsvSource({
        "1795593599, 1795593600",
        "1794384599, 1794384600",
        "1795601401, 1795601400",
    })
    void timestampsOfTwoWeeksBackAndTwoHoursAheadAreTaken(long outside, long inside) {
        boolean within = outside == 1_795_593_599L;
        isPut("{'MetricName':'m','Value':1,'Timestamp':" + inside + "}");
        Answer answer = put("{'MetricName':'m','Value':1,'Timestamp':" + outside + "}");
        assertThat(answer.status()).isEqualTo(within ? 200 : 400);
        assertThat(answer.text())
                .isEqualTo(
                        within
                                ? ""
                                : "{\"__type\":\"com.amazonaws.cloudwatch#InvalidParameterValue"
                                        + "Exception\",\"message\":\"The parameter"
                                        + " MetricData.member.1.Timestamp must specify a time"
                                        + " within the past two weeks.\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'NaN'", "'Infinity'", "'-Infinity'", "1e109", "-1e109"})
    void whatNoNumberIsOrTooLargeIsRefused(String value) {
        String text = value.startsWith("'") ? value : Double.valueOf(value).toString();
        isRefused(
                "{'MetricName':'m','Value':" + value + "}",
                "InvalidParameterValue",
                "The value "
                        + text.replace("'", "")
                        + " for parameter MetricData.member.2.Value is invalid.");
    }

    @Test
    void valuesOfTwoFormsAreRefused() {
        String both = " are mutually exclusive and you have specified both.";
        String second = "The parameters MetricData.member.2.";
        String set = "'StatisticValues':{'SampleCount':1,'Sum':1,'Minimum':1,'Maximum':1}";
        isRefused(
                "{'MetricName':'m','Value':1,'Values':[1]}",
                "InvalidParameterCombination",
                second + "Value and MetricData.member.2.Values" + both);
        isRefused(
                "{'MetricName':'m','Value':1," + set + "}",
                "InvalidParameterCombination",
                second + "Value and MetricData.member.2.StatisticValues" + both);
        isRefused(
                "{'MetricName':'m','Values':[1]," + set + "}",
                "InvalidParameterCombination",
                second + "Values and MetricData.member.2.StatisticValues" + both);
        isRefused(
                "{'MetricName':'m'}",
                "InvalidParameterCombination",
                "At least one of the parameters must be specified.");
    }

    @Test
    void countsMustFitTheirValues() {
        isRefused(
                "{'MetricName':'m','Values':[1,2],'Counts':[1]}",
                "InvalidParameterValue",
                "The parameters MetricData.member.2.Values and MetricData.member.2.Counts must be"
                        + " of the same size.");
        isRefused(
                "{'MetricName':'m','Values':[1,2],'Counts':[1,0]}",
                "InvalidParameterValue",
                "The value 0.0 for parameter MetricData.member.2.Counts.member.2 is invalid.");
        String many = IntStream.range(0, 151).mapToObj(i -> "1").collect(Collectors.joining(","));
        isRefused(
                "{'MetricName':'m','Values':[" + many + "]}",
                "InvalidParameterValue",
                "The collection MetricData.member.2.Values must not have a size greater than 150.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'Sum':1,'Minimum':1}|MissingParameter|"
                        + "The parameter MetricData.member.2.StatisticValues.Maximum is required."
                        + "\\nThe parameter MetricData.member.2.StatisticValues.SampleCount is"
                        + " required.",
                "{'SampleCount':1,'Sum':1,'Minimum':2,'Maximum':1}|InvalidParameterValue|"
                        + "The parameter MetricData.member.2.StatisticValues.Maximum must be"
                        + " greater than MetricData.member.2.StatisticValues.Minimum.",
                "{'SampleCount':0,'Sum':1,'Minimum':1,'Maximum':1}|InvalidParameterValue|"
                        + "The parameter MetricData.member.2.StatisticValues.SampleCount must be"
                        + " greater than 0."
            },
            quoteCharacter = '`')
    void aStatisticSetMustBeOne(String set, String error, String text) {
        isRefused("{'MetricName':'m','StatisticValues':" + set + "}", error, text);
    }

    @Test
    void whatIsMissingIsNamed() {
        isRefused(
                "{'Value':1}",
                "MissingParameter",
                "The parameter MetricData.member.2.MetricName is required.");
        assertThat(service.json("PutMetricData", "{'MetricData':[]}").text())
                .contains("The parameter Namespace is required.");
        assertThat(service.json("PutMetricData", "{'Namespace':'n'}").text())
                .contains("The parameter MetricData is required.");
    }

    @Test
    void whatIsOutOfRangeIsNamed() {
        isRefused(
                "{'MetricName':'m','Value':1,'StorageResolution':5}",
                "InvalidParameterValue",
                "The value 5 for parameter MetricData.member.2.StorageResolution is invalid.");
        isRefused(
                "{'MetricName':'m','Value':1,'Dimensions':["
                        + "{'Name':'a','Value':'1'},{'Name':'a','Value':'2'}]}",
                "InvalidParameterValue",
                "No Metric may specify the same dimension twice.");
        isRefused(
                "{'MetricName':'m','Value':1,'Unit':'Furlongs'}",
                "ValidationError",
                "Value 'Furlongs' at 'metricData.2.member.unit' failed to satisfy constraint:");
        assertThat(service.json("PutMetricData", "{'Namespace':'AWS/x','MetricData':[]}").text())
                .contains("The value AWS/ for parameter Namespace is invalid.");
    }
}
