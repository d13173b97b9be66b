package io.millrace.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.testkit.MillraceProcess;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.DimensionFilter;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.InvalidParameterValueException;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import software.amazon.awssdk.services.sts.model.StsException;

/// CloudWatch of the AWS SDK for Java v2, which speaks rpc-v2-cbor, reads what Kinesis' did and
/// puts what a program measured.
class CloudWatchTest {
    private static final String STREAM = "metered";
    private static final String CONSUMER = "reader";
    private static final Dimension DIMENSION =
            Dimension.builder().name("StreamName").value(STREAM).build();
    private final Instant from = Instant.now().minus(Duration.ofHours(1));
    private final Instant to = Instant.now().plus(Duration.ofHours(1));

    @TempDir static Path data;
    private static MillraceProcess server;
    private static CloudWatchClient metrics;

    @BeforeAll
    static void use() {
        server = MillraceProcess.server(data);
        metrics =
                CloudWatchClient.builder()
                        .endpointOverride(server.endpoint())
                        .region(Region.US_EAST_1)
                        .credentialsProvider(Clients.credentials())
                        .httpClientBuilder(Apache5HttpClient.builder())
                        .build();
        try (KinesisClient kinesis = Clients.withoutRetries(server.endpoint())) {
            kinesis.createStream(r -> r.streamName(STREAM).shardCount(1));
            SdkBytes hello = SdkBytes.fromUtf8String("hello");
            for (int i = 0; i < 3; i++) {
                kinesis.putRecord(r -> r.streamName(STREAM).partitionKey("key").data(hello));
            }
            List<PutRecordsRequestEntry> entries =
                    IntStream.range(0, 10)
                            .mapToObj(_ ->
                                    PutRecordsRequestEntry.builder()
                                            .partitionKey("key")
                                            .data(hello)
                                            .build())
                            .toList();
            kinesis.putRecords(r -> r.streamName(STREAM).records(entries));
            String iterator =
                    kinesis.getShardIterator(r ->
                                    r.streamName(STREAM)
                                            .shardId("shardId-000000000000")
                                            .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                            .shardIterator();
            kinesis.getRecords(r -> r.shardIterator(iterator));
        }
    }

    /// One event, that of everything in the shard, is sent to a consumer.
    private static void subscribe() throws IOException {
        try (KinesisClient kinesis = Clients.withoutRetries(server.endpoint())) {
            String stream =
                    kinesis.describeStreamSummary(r -> r.streamName(STREAM))
                            .streamDescriptionSummary()
                            .streamARN();
            String consumer =
                    kinesis.registerStreamConsumer(r -> r.streamARN(stream).consumerName(CONSUMER))
                            .consumer()
                            .consumerARN();
            String request =
                    "{'ConsumerARN':'"
                            + consumer
                            + "','ShardId':'shardId-000000000000','StartingPosition':"
                            + "{'Type':'TRIM_HORIZON'}}";
            try (EventReader reader = EventReader.subscribe(server.endpoint(), request);
                    EventReader second = EventReader.subscribe(server.endpoint(), request)) {
                assertThat(second.text()).contains("ResourceInUseException");
                assertThat(reader.next()).isNotNull();
                assertThat(reader.next()).isNotNull();
            }
        }
    }

    @AfterAll
    static void stop() {
        metrics.close();
        assertThat(server.terminate()).as(server.output()).isZero();
        assertThat(server.output()).doesNotContain("Exception", "\tat ");
    }

    private List<Datapoint> statistics(String name, Statistic... statistics) {
        return metrics.getMetricStatistics(r ->
                        r.namespace("AWS/Kinesis")
                                .metricName(name)
                                .dimensions(DIMENSION)
                                .startTime(from)
                                .endTime(to)
                                .period(7_200)
                                .statistics(statistics))
                .datapoints();
    }

    private double sum(String name) {
        return statistics(name, Statistic.SUM).stream().mapToDouble(Datapoint::sum).sum();
    }

    private static DimensionFilter ofTheStream() {
        return DimensionFilter.builder().name("StreamName").value(STREAM).build();
    }

    @Test
    void everyMetricOfAStreamIsListed() {
        List<String> names =
                metrics
                        .listMetricsPaginator(
                                r -> r.namespace("AWS/Kinesis").dimensions(ofTheStream()))
                        .metrics()
                        .stream()
                        .map(Metric::metricName)
                        .toList();
        assertThat(names)
                .contains(
                        "GetRecords.Bytes",
                        "GetRecords.IteratorAgeMilliseconds",
                        "GetRecords.Latency",
                        "GetRecords.Records",
                        "GetRecords.Success",
                        "IncomingBytes",
                        "IncomingRecords",
                        "PutRecord.Success",
                        "PutRecords.SuccessfulRecords",
                        "ReadProvisionedThroughputExceeded",
                        "WriteProvisionedThroughputExceeded");
    }

    @Test
    void statisticsTellWhatWasPutAndRead() {
        assertThat(sum("IncomingRecords")).isEqualTo(13);
        assertThat(sum("IncomingBytes")).isEqualTo(13 * 8);
        assertThat(sum("PutRecord.Success")).isEqualTo(3);
        assertThat(sum("PutRecords.TotalRecords")).isEqualTo(10);
        assertThat(sum("GetRecords.Records")).isEqualTo(13);
        assertThat(sum("WriteProvisionedThroughputExceeded")).isZero();
        Datapoint latency =
                statistics("PutRecord.Latency", Statistic.AVERAGE, Statistic.SAMPLE_COUNT)
                        .getFirst();
        assertThat(latency.sampleCount()).isEqualTo(3);
        assertThat(latency.average()).isBetween(0.0, 10_000.0);
        assertThat(latency.unit()).isEqualTo(StandardUnit.MILLISECONDS);
        assertThat(latency.timestamp()).isBetween(from.minusSeconds(60), from);
    }

    @Test
    void dataOfSeveralMetricsComesInPages() {
        GetMetricDataRequest request =
                GetMetricDataRequest.builder()
                        .startTime(from)
                        .endTime(to)
                        .maxDatapoints(1)
                        .metricDataQueries(
                                query("records", "IncomingRecords"),
                                query("bytes", "IncomingBytes"))
                        .build();
        List<MetricDataResult> results =
                metrics.getMetricDataPaginator(request).metricDataResults().stream().toList();
        assertThat(total(results, "records")).isEqualTo(13);
        assertThat(total(results, "bytes")).isEqualTo(13 * 8);
    }

    @Test
    void dataOfAConsumerTellWhatItWasSent() throws IOException {
        subscribe();
        Dimension consumer = Dimension.builder().name("ConsumerName").value(CONSUMER).build();
        List<String> names =
                List.of(
                        "SubscribeToShard.Success",
                        "SubscribeToShard.RateExceeded",
                        "SubscribeToShardEvent.Success",
                        "SubscribeToShardEvent.Records",
                        "SubscribeToShardEvent.Bytes",
                        "SubscribeToShardEvent.MillisBehindLatest");
        GetMetricDataRequest request =
                GetMetricDataRequest.builder()
                        .startTime(from)
                        .endTime(to)
                        .metricDataQueries(
                                IntStream.range(0, names.size())
                                        .mapToObj(i ->
                                                query("q" + i, names.get(i), DIMENSION, consumer))
                                        .toList())
                        .build();
        List<MetricDataResult> results =
                metrics.getMetricDataPaginator(request).metricDataResults().stream().toList();
        assertThat(IntStream.range(0, names.size()).mapToObj(i -> total(results, "q" + i)))
                .containsExactly(1.0, 1.0, 1.0, 13.0, 13 * 8.0, 0.0);
        assertThat(results).allMatch(result -> !result.values().isEmpty());
    }

    private static MetricDataQuery query(String id, String name) {
        return query(id, name, DIMENSION);
    }

    private static MetricDataQuery query(String id, String name, Dimension... dimensions) {
        return MetricDataQuery.builder()
                .id(id)
                .metricStat(s ->
                        s.stat("Sum")
                                .period(60)
                                .metric(m ->
                                        m.namespace("AWS/Kinesis")
                                                .metricName(name)
                                                .dimensions(dimensions)))
                .build();
    }

    private static double total(List<MetricDataResult> results, String id) {
        return results.stream()
                .filter(result -> result.id().equals(id))
                .flatMap(result -> result.values().stream())
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    private static List<MetricDatum> latencies(Dimension host) {
        return IntStream.range(0, 500)
                .mapToObj(i ->
                        MetricDatum.builder()
                                .metricName("Latency")
                                .dimensions(host)
                                .unit(StandardUnit.MILLISECONDS)
                                .timestamp(Instant.now())
                                .storageResolution(1)
                                .value((double) i)
                                .build())
                .toList();
    }

    /// Some 100 KB, which the client compresses.
    @Test
    void whatAProgramPutIsReadBack() {
        Dimension host = Dimension.builder().name("Host").value("a").build();
        metrics.putMetricData(r -> r.namespace("app").metricData(latencies(host)));
        metrics.putMetricData(r ->
                r.namespace("app")
                        .metricData(
                                MetricDatum.builder()
                                        .metricName("Latency")
                                        .dimensions(host)
                                        .unit(StandardUnit.MILLISECONDS)
                                        .statisticValues(s ->
                                                s.sampleCount(2.0)
                                                        .sum(-1.0)
                                                        .minimum(-2.0)
                                                        .maximum(1.0))
                                        .build(),
                                MetricDatum.builder()
                                        .metricName("Latency")
                                        .dimensions(host)
                                        .unit(StandardUnit.MILLISECONDS)
                                        .values(1_000.0, 2_000.0)
                                        .counts(3.0, 1.0)
                                        .build()));
        List<Datapoint> points =
                metrics.getMetricStatistics(r ->
                                r.namespace("app")
                                        .metricName("Latency")
                                        .dimensions(host)
                                        .startTime(from)
                                        .endTime(to)
                                        .period(7_200)
                                        .statistics(
                                                Statistic.SAMPLE_COUNT,
                                                Statistic.SUM,
                                                Statistic.MINIMUM,
                                                Statistic.MAXIMUM))
                        .datapoints();
        assertThat(points).hasSize(1);
        assertThat(points.getFirst().sampleCount()).isEqualTo(506);
        assertThat(points.getFirst().sum()).isEqualTo(499 * 250 - 1 + 5_000);
        assertThat(points.getFirst().minimum()).isEqualTo(-2);
        assertThat(points.getFirst().maximum()).isEqualTo(2_000);
        assertThat(points.getFirst().unit()).isEqualTo(StandardUnit.MILLISECONDS);
        MetricDatum one = MetricDatum.builder().metricName("x").value(1.0).build();
        assertThatThrownBy(() ->
                        metrics.putMetricData(r -> r.namespace("AWS/Kinesis").metricData(one)))
                .isInstanceOf(InvalidParameterValueException.class)
                .hasMessageContaining("The value AWS/ for parameter Namespace is invalid.");
    }

    /// What programs ask at their start, over the query protocol.
    @Test
    void aCallerIsToldItsAccount() {
        try (StsClient sts =
                StsClient.builder()
                        .endpointOverride(server.endpoint())
                        .region(Region.US_EAST_1)
                        .credentialsProvider(Clients.credentials())
                        .httpClientBuilder(Apache5HttpClient.builder())
                        .build()) {
            GetCallerIdentityResponse caller = sts.getCallerIdentity();
            assertThat(caller.account()).isEqualTo("000000000000");
            assertThat(caller.arn()).isEqualTo("arn:aws:iam::000000000000:root");
            assertThatThrownBy(() -> sts.getSessionToken())
                    .isInstanceOfSatisfying(
                            StsException.class,
                            e -> {
                                assertThat(e.awsErrorDetails().errorCode())
                                        .isEqualTo("InvalidAction");
                                assertThat(e.getMessage()).contains("GetCallerIdentity");
                            });
        }
    }

    @Test
    void errorsAreThoseOfTheModel() {
        assertThatThrownBy(() ->
                        metrics.getMetricStatistics(r ->
                                r.namespace("AWS/Kinesis")
                                        .metricName("IncomingRecords")
                                        .startTime(to)
                                        .endTime(from)
                                        .period(60)
                                        .statistics(Statistic.SUM)))
                .isInstanceOfSatisfying(
                        InvalidParameterValueException.class,
                        e -> {
                            assertThat(e.awsErrorDetails().errorCode())
                                    .isEqualTo("InvalidParameterValue");
                            assertThat(e.awsErrorDetails().errorMessage())
                                    .isEqualTo(
                                            "The parameter StartTime must be less than the"
                                                    + " parameter EndTime.");
                        });
        assertThatThrownBy(() -> metrics.describeAlarms())
                .isInstanceOfSatisfying(
                        CloudWatchException.class,
                        e -> assertThat(e.getMessage()).contains("DescribeAlarms"));
    }

    @Test
    void theSameFiguresAreThereForPrometheus() throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            String page =
                    http.send(
                                    HttpRequest.newBuilder(server.endpoint().resolve("/metrics"))
                                            .build(),
                                    BodyHandlers.ofString())
                            .body();
            String labels =
                    "{account=\"000000000000\",region=\"us-east-1\",stream=\"" + STREAM + "\"} ";
            assertThat(page)
                    .contains("millrace_stream_incoming_records_sum" + labels + "13.0")
                    .contains("millrace_stream_incoming_records_count" + labels + "4.0")
                    .contains("millrace_metrics_series ");
        }
    }
}
