package io.millrace.conformance.awscli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Behaviour;
import io.millrace.testkit.ClientCalls;
import io.millrace.testkit.MillraceProcess;
import io.millrace.testkit.TestClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The AWS command line against the packaged server.
class AwsCliTest {
    @TempDir Path data;
    private final ClientCalls calls = new ClientCalls(TestClient.AWS_CLI);
    private MillraceProcess server;

    @BeforeEach
    void start() {
        server = MillraceProcess.server(data.resolve("server"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    @Behaviour("K-105")
    void recordsComeBackThroughTheCommandLine() throws Exception {
        aws("create-stream", "--stream-name", "cli", "--shard-count", "1");
        aws("wait", "stream-exists", "--stream-name", "cli");
        Path blob = data.resolve("blob");
        byte[] bytes = new byte[70_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 7);
        }
        Files.write(blob, bytes);
        String put =
                aws(
                        "put-record",
                        "--stream-name",
                        "cli",
                        "--partition-key",
                        "k",
                        "--data",
                        "fileb://" + blob);
        assertThat(put).contains("\"ShardId\": \"shardId-000000000000\"");
        String iterator =
                aws(
                        "get-shard-iterator",
                        "--stream-name",
                        "cli",
                        "--shard-id",
                        "shardId-000000000000",
                        "--shard-iterator-type",
                        "TRIM_HORIZON",
                        "--query",
                        "ShardIterator",
                        "--output",
                        "text");
        String data64 =
                aws(
                        "get-records",
                        "--shard-iterator",
                        iterator.strip(),
                        "--query",
                        "Records[0].Data",
                        "--output",
                        "text");
        assertThat(java.util.Base64.getDecoder().decode(data64.strip())).isEqualTo(bytes);
        aws(
                "split-shard",
                "--stream-name",
                "cli",
                "--shard-to-split",
                "shardId-000000000000",
                "--new-starting-hash-key",
                "170141183460469231731687303715884105728");
        assertThat(aws("list-shards", "--stream-name", "cli", "--query", "length(Shards)"))
                .isEqualToIgnoringWhitespace("3");
        assertThat(aws("describe-stream-summary", "--stream-name", "cli"))
                .contains("\"OpenShardCount\": 2")
                .doesNotContain("StreamId");
        aws("delete-stream", "--stream-name", "cli");
        assertThat(aws("list-streams", "--query", "length(StreamNames)"))
                .isEqualToIgnoringWhitespace("0");
    }

    @Test
    void metricsComeBackThroughTheCommandLine() {
        aws("create-stream", "--stream-name", "metered", "--shard-count", "1");
        aws("put-record", "--stream-name", "metered", "--partition-key", "k", "--data", "aGVsbG8=");
        assertThat(run("cloudwatch", "list-metrics", "--namespace", "AWS/Kinesis"))
                .contains("\"MetricName\": \"PutRecord.Latency\"", "\"Value\": \"metered\"");
        String statistics =
                run(
                        "cloudwatch",
                        "get-metric-statistics",
                        "--namespace",
                        "AWS/Kinesis",
                        "--metric-name",
                        "IncomingRecords",
                        "--dimensions",
                        "Name=StreamName,Value=metered",
                        "--start-time",
                        Instant.now().minusSeconds(3_600).toString(),
                        "--end-time",
                        Instant.now().plusSeconds(3_600).toString(),
                        "--period",
                        "60",
                        "--statistics",
                        "Sum",
                        "SampleCount");
        assertThat(statistics)
                .contains("\"Label\": \"IncomingRecords\"", "\"Sum\": 1.0", "\"Unit\": \"Count\"");
    }

    @Test
    void metricsArePutThroughTheCommandLine() {
        run(
                "cloudwatch",
                "put-metric-data",
                "--namespace",
                "app",
                "--metric-data",
                "MetricName=Depth,Value=3,Unit=Count,Dimensions=[{Name=Queue,Value=a}]",
                "MetricName=Depth,Values=[1,2],Counts=[1,5],Unit=Count,"
                        + "Dimensions=[{Name=Queue,Value=a}]");
        String statistics =
                run(
                        "cloudwatch",
                        "get-metric-statistics",
                        "--namespace",
                        "app",
                        "--metric-name",
                        "Depth",
                        "--dimensions",
                        "Name=Queue,Value=a",
                        "--start-time",
                        Instant.now().minusSeconds(3_600).toString(),
                        "--end-time",
                        Instant.now().plusSeconds(3_600).toString(),
                        "--period",
                        "7200",
                        "--statistics",
                        "Sum",
                        "SampleCount",
                        "Maximum");
        assertThat(statistics)
                .contains("\"SampleCount\": 7.0", "\"Sum\": 14.0", "\"Maximum\": 3.0");
    }

    @Test
    void theCommandLineIsToldWhoItIs() {
        assertThat(run("sts", "get-caller-identity"))
                .contains(
                        "\"Account\": \"000000000000\"",
                        "\"Arn\": \"arn:aws:iam::000000000000:root\"");
    }

    @Test
    void itemsComeBackThroughTheCommandLine() {
        String table = " --table-name leases";
        String key = " --key {\"leaseKey\":{\"S\":\"shard-0\"}}";
        dynamodb(
                "create-table --billing-mode PAY_PER_REQUEST"
                        + " --key-schema AttributeName=leaseKey,KeyType=HASH"
                        + " --attribute-definitions AttributeName=leaseKey,AttributeType=S"
                        + table);
        dynamodb("wait table-exists" + table);
        assertThat(dynamodb("list-tables")).contains("\"leases\"");
        dynamodb(
                "put-item --item {\"leaseKey\":{\"S\":\"shard-0\"},\"n\":{\"N\":\"1.50\"}}"
                        + table);
        assertThat(dynamodb("get-item --consistent-read" + key + table)).contains("\"N\": \"1.5\"");
        assertThat(
                        dynamodb(
                                "update-item --return-values UPDATED_NEW"
                                        + " --attribute-updates"
                                        + " {\"n\":{\"Action\":\"ADD\",\"Value\":{\"N\":\"1\"}}}"
                                        + key
                                        + table))
                .contains("\"N\": \"2.5\"");
        assertThat(dynamodb("scan --select COUNT" + table)).contains("\"Count\": 1");
        try (MillraceProcess aws =
                MillraceProcess.of(
                        command(
                                "dynamodb",
                                ("delete-item --condition-expression attribute_exists(x)"
                                                + key
                                                + table)
                                        .split(" ", -1)))) {
            assertThat(aws.awaitExit()).as(aws.output()).isNotZero();
            assertThat(aws.output())
                    .contains(
                            "(ConditionalCheckFailedException)", "The conditional request failed");
        }
        dynamodb("delete-item" + key + table);
        assertThat(dynamodb("describe-table" + table)).contains("\"ItemCount\": 0");
        dynamodb("delete-table" + table);
        dynamodb("wait table-not-exists" + table);
    }

    private String dynamodb(String command) {
        return run("dynamodb", command.split(" ", -1));
    }

    /// The operations that every command line of recent years has.
    @Test
    @Behaviour("K-105")
    void operationsSucceedAndAreRefusedThroughTheCommandLine() throws IOException {
        String named = " --stream-name tour";
        String arn = " --stream-arn arn:aws:kinesis:us-east-1:000000000000:stream/tour";
        succeeds("create-stream --shard-count 2" + named);
        succeeds("describe-stream" + named);
        succeeds("describe-stream-summary" + named);
        succeeds("list-streams");
        succeeds("describe-limits");
        succeeds("put-record --partition-key k --data aGVs" + named);
        succeeds("put-records --records Data=aGVs,PartitionKey=k" + named);
        String iterator =
                succeeds(
                        "get-shard-iterator --shard-id 0 --shard-iterator-type TRIM_HORIZON"
                                + " --query ShardIterator --output text"
                                + named);
        succeeds("get-records --shard-iterator " + iterator.strip());
        succeeds("split-shard --shard-to-split 0 --new-starting-hash-key 1000" + named);
        succeeds("merge-shards --shard-to-merge 2 --adjacent-shard-to-merge 3" + named);
        succeeds(
                "update-shard-count --target-shard-count 4 --scaling-type UNIFORM_SCALING" + named);
        succeeds("list-shards" + named);
        succeeds("increase-stream-retention-period --retention-period-hours 48" + named);
        succeeds("decrease-stream-retention-period --retention-period-hours 24" + named);
        succeeds("register-stream-consumer --consumer-name app" + arn);
        succeeds("describe-stream-consumer --consumer-name app" + arn);
        succeeds("list-stream-consumers" + arn);
        succeeds("deregister-stream-consumer --consumer-name app" + arn);
        succeeds("add-tags-to-stream --tags a=1" + named);
        succeeds("list-tags-for-stream" + named);
        succeeds("remove-tags-from-stream --tag-keys a" + named);
        succeeds("enable-enhanced-monitoring --shard-level-metrics ALL" + named);
        succeeds("disable-enhanced-monitoring --shard-level-metrics ALL" + named);
        String key = " --encryption-type KMS --key-id alias/aws/kinesis";
        succeeds("start-stream-encryption" + key + named);
        succeeds("stop-stream-encryption" + key + named);
        succeeds("update-stream-mode --stream-mode-details StreamMode=ON_DEMAND" + arn);
        succeeds("delete-stream" + named);
        String nowhere = " --stream-name nowhere";
        String notFound = "ResourceNotFoundException";
        isRefused(notFound, "describe-stream" + nowhere);
        isRefused(notFound, "put-record --partition-key k --data aGVs" + nowhere);
        isRefused(notFound, "list-stream-consumers" + arn);
        isRefused("InvalidArgumentException", "get-records --shard-iterator forged");
        isRefused("ValidationException", "create-stream --shard-count 1 --stream-name a!b");
        calls.verify();
    }

    private String succeeds(String command) {
        String[] words = command.split(" ", -1);
        String output = aws(words);
        calls.add(operation(words[0]), ClientCalls.OK);
        return output;
    }

    private void isRefused(String error, String command) {
        String[] words = command.split(" ", -1);
        try (MillraceProcess aws = MillraceProcess.of(command("kinesis", words))) {
            assertThat(aws.awaitExit()).as(aws.output()).isNotZero();
            assertThat(aws.output()).contains("(" + error + ")", operation(words[0]));
        }
        calls.add(operation(words[0]), error);
    }

    /// `ListShards` for `list-shards`.
    private static String operation(String command) {
        return Arrays.stream(command.split("-", -1))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }

    private String aws(String... arguments) {
        return run("kinesis", arguments);
    }

    private String run(String service, String... arguments) {
        try (MillraceProcess aws = MillraceProcess.of(command(service, arguments))) {
            assertThat(aws.awaitExit()).as(aws.output()).isZero();
            return aws.output();
        }
    }

    private List<String> command(String service, String... arguments) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "env",
                                "AWS_ACCESS_KEY_ID=AKIDEXAMPLE",
                                "AWS_SECRET_ACCESS_KEY=secret",
                                "AWS_PAGER=",
                                "aws",
                                "--endpoint-url",
                                server.endpoint().toString(),
                                "--region",
                                "us-east-1",
                                service));
        command.addAll(List.of(arguments));
        return command;
    }
}
