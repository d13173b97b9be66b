package io.millrace.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.MillraceProcess;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `millrace copy` as a user types it, between two servers.
class CopyTest {
    private static final int RECORDS = 400;

    /// 128 and the number of SIGTERM, as every program of Java ends then.
    private static final int TERMINATED = 143;

    private static final long PATIENCE_NANOS = 60_000_000_000L;

    @TempDir private Path directory;

    @Test
    void aReshardedStreamIsCopiedInOrderAlsoWhenItIsKilledHalfway() throws Exception {
        try (MillraceProcess source = MillraceProcess.server(directory.resolve("a"));
                MillraceProcess target =
                        MillraceProcess.server(directory.resolve("b"), "--limits", "aws")) {
            String from = source.endpoint().toString();
            String to = target.endpoint().toString();
            run(0, "stream", "create", "s", "--shards", "1", "--endpoint", from);
            put(from, 0);
            run(0, "stream", "split", "s", "--endpoint", from);
            put(from, RECORDS);
            run(0, "stream", "merge", "s", "--shard", "1", "--endpoint", from);
            put(from, 2 * RECORDS);

            Path state = directory.resolve("state");
            String[] copy = {
                "copy",
                "--from",
                from,
                "--to",
                to,
                "--stream",
                "s",
                "--create",
                "--state",
                state.toString(),
                "--rate",
                "400"
            };
            assertThat(run(1, "copy", "--from", from, "--to", to, "--stream", "s"))
                    .contains("--create makes it");
            try (MillraceProcess first = MillraceProcess.cli(copy)) {
                long deadline = System.nanoTime() + PATIENCE_NANOS;
                while (!(Files.exists(state) && Files.readString(state).contains("ended"))) {
                    assertThat(first.alive()).as(first.output()).isTrue();
                    assertThat(System.nanoTime() - deadline).isNegative();
                    Thread.onSpinWait();
                }
                // The launcher may stand before the program: both are to be gone.
                ProcessHandle.of(first.pid())
                        .ifPresent(p -> p.descendants().forEach(ProcessHandle::destroyForcibly));
                first.kill();
            }
            run(0, copy);

            List<String> copied = copied(to, "s");
            assertThat(copied.size()).isBetween(3 * RECORDS, 3 * RECORDS + 2);
            for (String key : List.of("k0", "k1", "k2", "k3")) {
                List<String> ofKey =
                        copied.stream().filter(l -> l.startsWith(key + " ")).distinct().toList();
                assertThat(ofKey)
                        .isEqualTo(lines(0, 3 * RECORDS).filter(l -> l.startsWith(key)).toList());
            }
        }
    }

    @Test
    void aTargetThatThrottlesGetsEveryRecordInOrder() throws Exception {
        try (MillraceProcess source = MillraceProcess.server(directory.resolve("a"));
                MillraceProcess target =
                        MillraceProcess.server(directory.resolve("b"), "--limits", "aws")) {
            String from = source.endpoint().toString();
            String to = target.endpoint().toString();
            run(0, "stream", "create", "s", "--shards", "1", "--endpoint", from);
            List<String> large =
                    IntStream.range(0, 40).mapToObj(n -> n + " " + "x".repeat(100_000)).toList();
            Path file = directory.resolve("large");
            Files.write(file, large);
            run(0, "put", "--stream", "s", "--file", file.toString(), "--endpoint", from);
            Path state = directory.resolve("state");
            run(
                    0,
                    "copy",
                    "--from",
                    from,
                    "--to",
                    to,
                    "--stream",
                    "s",
                    "--to-stream",
                    "t",
                    "--create",
                    "--state",
                    state.toString());
            // As it stands in the source: requests of a put may pass each other.
            assertThat(numbers(copied(from, "s"))).hasSize(large.size());
            assertThat(numbers(copied(to, "t"))).isEqualTo(numbers(copied(from, "s")));
            assertThat(throttled(target)).isPositive();
        }
    }

    @Test
    void itFollowsUntilItIsAskedToEnd() throws Exception {
        try (MillraceProcess server = MillraceProcess.server(directory.resolve("a"))) {
            String here = server.endpoint().toString();
            run(0, "stream", "create", "s", "--shards", "1", "--endpoint", here);
            run(0, "stream", "create", "t", "--shards", "3", "--endpoint", here);
            put(here, 0);
            Path state = directory.resolve("state");
            try (MillraceProcess copy =
                    MillraceProcess.cli(
                            "copy",
                            "--from",
                            here,
                            "--to",
                            here,
                            "--stream",
                            "s",
                            "--to-stream",
                            "t",
                            "--follow",
                            "--state",
                            state.toString())) {
                await(() -> copied(here, "t").size() == RECORDS);
                put(here, RECORDS);
                await(() -> copied(here, "t").size() == 2 * RECORDS);
                assertThat(copy.terminate()).as(copy.output()).isEqualTo(TERMINATED);
                // What was acknowledged is put down, so there is nothing left to do.
                assertThat(
                                run(
                                        0,
                                        "copy",
                                        "--from",
                                        here,
                                        "--to",
                                        here,
                                        "--stream",
                                        "s",
                                        "--to-stream",
                                        "t",
                                        "--state",
                                        state.toString()))
                        .contains("copy: 0 records");
            }
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - start).isLessThan(PATIENCE_NANOS);
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private static List<String> copied(String endpoint, String stream) {
        return run(
                        0,
                        "tail",
                        "--stream",
                        stream,
                        "--from",
                        "trim_horizon",
                        "--until-caught-up",
                        "--endpoint",
                        endpoint)
                .lines()
                .toList();
    }

    private static List<String> numbers(List<String> lines) {
        return lines.stream().map(line -> line.substring(0, line.indexOf(' '))).toList();
    }

    /// Writes that found the limits.
    private static double throttled(MillraceProcess server) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(server.endpoint().resolve("/metrics")).build();
            return http.send(request, BodyHandlers.ofString())
                    .body()
                    .lines()
                    .filter(line -> line.startsWith("millrace_records_throttled"))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                    .sum();
        }
    }

    @Test
    void aWrongCommandLineIsRefused() {
        String here = "http://127.0.0.1:1";
        assertThat(run(2, "copy", "--from", here, "--to", here, "--stream", "s"))
                .contains("are the same stream");
        assertThat(run(2, "copy", "--from", "ftp://x", "--to", here, "--stream", "s"))
                .contains("Invalid endpoint 'ftp://x'");
    }

    private void put(String endpoint, int first) throws Exception {
        Path file = directory.resolve("lines" + first);
        Files.write(file, lines(first, RECORDS).toList());
        run(
                0,
                "put",
                "--stream",
                "s",
                "--file",
                file.toString(),
                "--partition-key",
                "{field:1}",
                "--strict-order",
                "--endpoint",
                endpoint);
    }

    private static Stream<String> lines(int first, int count) {
        return IntStream.range(first, first + count).mapToObj(n -> "k" + n % 4 + " " + n);
    }

    private static String run(int exitCode, String... words) {
        try (MillraceProcess process = MillraceProcess.cli(words)) {
            int code = process.awaitExit();
            assertThat(code)
                    .as("%s said %s", new ArrayList<>(List.of(words)), process.output())
                    .isEqualTo(exitCode);
            return process.output();
        }
    }
}
