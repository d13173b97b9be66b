package io.millrace.conformance.awscli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Behaviour;
import io.millrace.testkit.MillraceProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The AWS command line against the packaged server.
class AwsCliTest {
    @TempDir Path data;
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

    private String aws(String... arguments) {
        return run("kinesis", arguments);
    }

    private String run(String service, String... arguments) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "env",
                                "AWS_ACCESS_KEY_ID=AKIDEXAMPLE",
                                "AWS_SECRET_ACCESS_KEY=secret",
                                "AWS_PAGER="));
        command.addAll(
                List.of(
                        "aws",
                        "--endpoint-url",
                        server.endpoint().toString(),
                        "--region",
                        "us-east-1",
                        service));
        command.addAll(List.of(arguments));
        try (MillraceProcess aws = MillraceProcess.of(command)) {
            assertThat(aws.awaitExit()).as(aws.output()).isZero();
            return aws.output();
        }
    }
}
