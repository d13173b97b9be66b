package io.millrace.api.cloudwatch;

import static io.millrace.api.cloudwatch.CloudWatch.MINUTE;
import static io.millrace.api.cloudwatch.CloudWatch.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.metric.Dimension;
import io.millrace.metric.MetricKey;
import io.millrace.metric.SeriesKey;
import io.millrace.metric.Unit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the operations answer, over JSON.
final class MetricOperationsTest {
    private static final Pattern TOKEN = Pattern.compile("\"NextToken\":\"([^\"]+)\"");
    private static final Pattern VALUES = Pattern.compile("\"Values\":\\[([^]]*)]");
    private static final String HOUR = "'StartTime':1795593600,'EndTime':1795597200";

    private final CloudWatch service = CloudWatch.withRecords();

    private static String query(String id, String stream, String stat, int period) {
        return "{'Id':'"
                + id
                + "','MetricStat':{'Metric':{'Namespace':'AWS/Kinesis',"
                + "'MetricName':'IncomingRecords','Dimensions':[{'Name':'StreamName','Value':'"
                + stream
                + "'}]},'Period':"
                + period
                + ",'Stat':'"
                + stat
                + "'}}";
    }

    private String data(String queries, String more) {
        return service.json(
                        "GetMetricData",
                        "{'MetricDataQueries':[" + queries + "]," + HOUR + more + "}")
                .text();
    }

    private String list(String body) {
        return service.json("ListMetrics", body).text();
    }

    @Test
    void dataComesNewestFirst() {
        assertThat(data(query("m1", "s", "Sum", 60), ""))
                .isEqualTo(
                        "{\"MetricDataResults\":[{\"Id\":\"m1\",\"Label\":\"IncomingRecords\","
                                + "\"Timestamps\":[1795593660.000,1795593600.000],"
                                + "\"Values\":[4.0,3.0],\"StatusCode\":\"Complete\"}],"
                                + "\"Messages\":[]}");
    }

    @Test
    void dataComesOldestFirstWhenAskedSo() {
        assertThat(data(query("m1", "s", "SampleCount", 60), ",'ScanBy':'TimestampAscending'"))
                .contains("\"Timestamps\":[1795593600.000,1795593660.000],\"Values\":[2.0,1.0]");
    }

    @Test
    void periodsOfDataBeginAtWholeMultiples() {
        String body =
                "{'MetricDataQueries':["
                        + query("m1", "s", "Sum", 300)
                        + "],'StartTime':1795593725,'EndTime':1795597200}";
        assertThat(service.json("GetMetricData", body).text())
                .contains("\"Timestamps\":[1795593600.000],\"Values\":[7.0]");
    }

    @Test
    void periodsOfStatisticsBeginWithTheMinuteOfTheStart() {
        service.measure("IncomingRecords", "s", START + 3 * MINUTE, 9);
        String body =
                "{'Namespace':'AWS/Kinesis','MetricName':'IncomingRecords',"
                        + "'Dimensions':[{'Name':'StreamName','Value':'s'}],"
                        + "'StartTime':1795593665,'EndTime':1795597200,'Period':120,"
                        + "'Statistics':['Sum']}";
        assertThat(service.json("GetMetricStatistics", body).text())
                .contains(
                        "{\"Timestamp\":1795593660.000,\"Sum\":4.0,",
                        "{\"Timestamp\":1795593780.000,\"Sum\":9.0,");
    }

    @Test
    void secondsAreThereToo() {
        assertThat(data(query("m1", "s", "Sum", 1), ",'ScanBy':'TimestampAscending'"))
                .contains(
                        "\"Timestamps\":[1795593601.000,1795593602.000,1795593660.000],"
                                + "\"Values\":[1.0,2.0,4.0]");
    }

    @ParameterizedTest
    @CsvSource({
        "Average, '1.5', '4.0'",
        "Minimum, '1.0', '4.0'",
        "Maximum, '2.0', '4.0'",
        "Sum, '3.0', '4.0'",
        "SampleCount, '2.0', '1.0'"
    })
    void everyStatisticIsTold(String stat, String first, String second) {
        assertThat(data(query("m1", "s", stat, 60), ""))
                .contains("\"Values\":[" + second + "," + first + "]");
    }

    @Test
    void aQueryMayHaveALabelOrBeLeftOut() {
        String hidden = query("m2", "s", "Sum", 60).replace("'Id'", "'ReturnData':false,'Id'");
        String labelled = query("m1", "s", "Sum", 60).replace("'Id'", "'Label':'mine','Id'");
        assertThat(data(hidden + "," + labelled, ",'LabelOptions':{'Timezone':'+0100'}"))
                .contains("\"Label\":\"mine\"")
                .doesNotContain("m2");
    }

    @Test
    void whatWasNeverMeasuredHasNoValues() {
        assertThat(data(query("m1", "other", "Sum", 60), ""))
                .contains("\"Timestamps\":[],\"Values\":[],\"StatusCode\":\"Complete\"");
    }

    @Test
    void aUnitThatDoesNotFitHasNoValues() {
        String bytes = query("m1", "s", "Sum", 60).replace("'Stat'", "'Unit':'Bytes','Stat'");
        assertThat(data(bytes, "")).contains("\"Values\":[]");
        String count = query("m1", "s", "Sum", 60).replace("'Stat'", "'Unit':'Count','Stat'");
        assertThat(data(count, "")).contains("\"Values\":[4.0,3.0]");
    }

    @ParameterizedTest
    @CsvSource({
        "TimestampDescending, 10 9 8 7 6 5 4 3 2 1",
        "TimestampAscending, 1 2 3 4 5 6 7 8 9 10"
    })
    void pagesOfDataJoinWithoutAGap(String order, String expected) {
        CloudWatch paged = new CloudWatch();
        for (int i = 0; i < 10; i++) {
            paged.measure("IncomingRecords", "a", START + i * MINUTE, i + 1);
            paged.measure("IncomingRecords", "b", START + i * MINUTE, i + 1);
        }
        String queries = query("a", "a", "Sum", 60) + "," + query("b", "b", "Sum", 60);
        List<String> values = new ArrayList<>();
        String token = "";
        int pages = 0;
        while (token != null) {
            String reply =
                    paged.json(
                                    "GetMetricData",
                                    "{'MetricDataQueries':["
                                            + queries
                                            + "],"
                                            + HOUR
                                            + ",'MaxDatapoints':3,'ScanBy':'"
                                            + order
                                            + "'"
                                            + (token.isEmpty()
                                                    ? ""
                                                    : ",'NextToken':'" + token + "'")
                                            + "}")
                            .text();
            Matcher each = VALUES.matcher(reply);
            while (each.find()) {
                if (!each.group(1).isEmpty()) {
                    values.addAll(List.of(each.group(1).replace(".0", "").split(",")));
                }
            }
            Matcher next = TOKEN.matcher(reply);
            token = next.find() ? next.group(1) : null;
            assertThat(reply.contains("PartialData")).isEqualTo(token != null);
            pages++;
        }
        List<String> once = List.of(expected.split(" "));
        List<String> twice = new ArrayList<>(once);
        twice.addAll(once);
        assertThat(values).isEqualTo(twice);
        assertThat(pages).isEqualTo(7);
    }

    @Test
    void metricsAreListedByNameOnce() {
        service.measure("IncomingBytes", "s", START, 1);
        service.measure("IncomingBytes", "r", START, 1);
        assertThat(list("{}"))
                .isEqualTo(
                        "{\"Metrics\":["
                                + metric("IncomingBytes", "r")
                                + ","
                                + metric("IncomingBytes", "s")
                                + ","
                                + metric("IncomingRecords", "s")
                                + "]}");
    }

    private static String metric(String name, String stream) {
        return "{\"Namespace\":\"AWS/Kinesis\",\"MetricName\":\""
                + name
                + "\",\"Dimensions\":[{\"Name\":\"StreamName\",\"Value\":\""
                + stream
                + "\"}]}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'Namespace':'AWS/Kinesis'} | 2",
                "{'Namespace':'AWS/EC2'} | 0",
                "{'MetricName':'IncomingBytes'} | 1",
                "{'Dimensions':[{'Name':'StreamName'}]} | 2",
                "{'Dimensions':[{'Name':'StreamName','Value':'r'}]} | 1",
                "{'Dimensions':[{'Name':'StreamName','Value':'r'},{'Name':'ShardId'}]} | 0",
                "{'RecentlyActive':'PT3H'} | 2"
            })
    void listsAreFiltered(String body, int expected) {
        service.measure("IncomingBytes", "r", START, 1);
        assertThat(list(body).split("MetricName", -1)).hasSize(expected + 1);
    }

    @Test
    void whatWasNotMeasuredForThreeHoursIsNotRecent() {
        service.clock.set(Instant.ofEpochMilli(START + 182 * MINUTE));
        assertThat(list("{'RecentlyActive':'PT3H'}")).isEqualTo("{\"Metrics\":[]}");
        assertThat(list("{}")).contains("IncomingRecords");
    }

    @Test
    void pagesOfAListJoinWithoutAGap() {
        for (int i = 0; i < 1_199; i++) {
            service.measure("IncomingRecords", "stream-" + i, START, 1);
        }
        int found = 0;
        int pages = 0;
        String token = "";
        while (token != null) {
            String reply = list(token.isEmpty() ? "{}" : "{'NextToken':'" + token + "'}");
            found += reply.split("MetricName", -1).length - 1;
            Matcher next = TOKEN.matcher(reply);
            token = next.find() ? next.group(1) : null;
            pages++;
        }
        assertThat(found).isEqualTo(1_200);
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void accountsAndRegionsAreKeptApart() {
        for (String[] place :
                new String[][] {{"111122223333", "us-east-1"}, {CloudWatch.ACCOUNT, "r"}}) {
            MetricKey key =
                    new MetricKey(
                            place[0],
                            place[1],
                            "AWS/Kinesis",
                            "IncomingRecords",
                            List.of(new Dimension("StreamName", "secret")));
            service.store.probe(new SeriesKey(key, Unit.COUNT)).add(START, 1);
        }
        assertThat(list("{}")).doesNotContain("secret");
        assertThat(data(query("m1", "secret", "Sum", 60), "")).contains("\"Values\":[]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'Id':'m1' > 'Id':'M1' | The value M1 for parameter MetricDataQueries.member.1.Id is"
                        + " not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.",
                "'Stat':'Sum' > 'Stat':'p99' | The value p99 for parameter"
                        + " MetricDataQueries.member.1.MetricStat.Stat is not supported. This server"
                        + " has SampleCount, Average, Sum, Minimum and Maximum.",
                "'Period':60 > 'Period':61 | The value 61 for parameter"
                        + " MetricDataQueries.member.1.MetricStat.Period must be 1, 5, 10, 20, 30 or"
                        + " a multiple of 60.",
                "'Period':60, > | The parameter MetricDataQueries.member.1.MetricStat.Period is"
                        + " required.",
                "'Namespace':'AWS/Kinesis', > | The parameter"
                        + " MetricDataQueries.member.1.MetricStat.Metric.Namespace is required.",
                "'EndTime':1795597200 > 'EndTime':1795593600 | The parameter StartTime must not"
                        + " equal parameter EndTime.",
                "'EndTime':1795597200 > 'EndTime':1 | The parameter EndTime must be greater than"
                        + " StartTime.",
                ",'EndTime':1795597200 > | The parameter EndTime is required.",
                "'Id':'m1' > 'Id':'m1','Expression':'m1*2' | The parameter"
                        + " MetricDataQueries.member.1.Expression is not supported: this server"
                        + " evaluates no expressions. Ask for the metrics with MetricStat.",
                "'MetricStat' > 'Other' | The parameter MetricDataQueries.member.1.MetricStat is"
                        + " required.\\n",
                "'StartTime' > 'MaxDatapoints':0,'StartTime' | The value 0 for parameter"
                        + " MaxDatapoints must be between 1 and 100800.",
                "'Value':'s' > 'Value':'' | 1 validation error detected: Value '' at"
                        + " 'metricDataQueries.1.member.metricStat.metric.dimensions.1.member.value'"
                        + " failed to satisfy constraint: Member must have length greater than or"
                        + " equal to 1"
            })
    void wrongQueriesOfDataAreRefused(String change, String text) {
        String[] parts = change.split(" ?> ?", -1);
        String body = "{'MetricDataQueries':[" + query("m1", "s", "Sum", 60) + "]," + HOUR + "}";
        assertThat(body).contains(parts[0]);
        CloudWatch.Answer answer = service.json("GetMetricData", body.replace(parts[0], parts[1]));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("x-amzn-query-error")).isEqualTo("ValidationError;Sender");
        assertThat(answer.text()).contains("\"message\":\"" + text + "\"");
    }

    @Test
    void idsOfQueriesAreDistinct() {
        assertThat(data(query("a", "s", "Sum", 60) + "," + query("a", "s", "Sum", 60), ""))
                .contains("The values for parameter Id in MetricDataQueries are not unique.");
    }

    @Test
    void anInventedTokenIsRefused() {
        assertThat(data(query("a", "s", "Sum", 60), ",'NextToken':'x'"))
                .contains("com.amazonaws.cloudwatch#InvalidNextToken");
        assertThat(list("{'NextToken':'?'}")).contains("InvalidParameterValueException");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'Period':60, > | MissingParameter | The parameter Period is required.",
                "'Period':60 > 'Period':90 | InvalidParameterValue | The parameter Period must be a"
                        + " multiple of 60.",
                "'EndTime':1795597200 > 'EndTime':1795593600 | InvalidParameterValue | The parameter"
                        + " StartTime must be less than the parameter EndTime.",
                "'EndTime':1795597200 > 'EndTime':1795680060 | InvalidParameterCombination | You"
                        + " have requested up to 1,441 datapoints, which exceeds the limit of 1,440."
                        + " You may reduce the datapoints requested by increasing Period, or"
                        + " decreasing the time range.",
                ",'Statistics':['Sum'] > | InvalidParameterCombination | At least one of the"
                        + " parameters Statistics and ExtendedStatistics must be specified.",
                "'Statistics':['Sum'] > 'ExtendedStatistics':['p99'] | InvalidParameterValue | The"
                        + " value p99 for parameter ExtendedStatistics.member.1 is not supported:"
                        + " this server keeps statistic sets, which tell no percentiles.",
                "'Period':60 > 'Period':0 | ValidationError | 1 validation error detected: Value"
                        + " '0' at 'period' failed to satisfy constraint: Member must have value"
                        + " greater than or equal to 1"
            })
    void wrongCallsForStatisticsAreRefused(String change, String code, String text) {
        String[] parts = change.split(" ?> ?", -1);
        String body =
                "{'Namespace':'AWS/Kinesis','MetricName':'IncomingRecords','Period':60,"
                        + HOUR
                        + ",'Statistics':['Sum']}";
        assertThat(body).contains(parts[0]);
        CloudWatch.Answer answer =
                service.json("GetMetricStatistics", body.replace(parts[0], parts[1]));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("x-amzn-query-error")).isEqualTo(code + ";Sender");
        assertThat(answer.text()).contains("\"message\":\"" + text + "\"");
    }
}
