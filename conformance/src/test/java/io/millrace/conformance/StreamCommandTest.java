package io.millrace.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.MillraceProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `millrace stream` as a user types it, against a server.
class StreamCommandTest {
    @TempDir private Path directory;

    @Test
    void aStreamIsMadeReshapedShownAndDeleted() {
        try (MillraceProcess server = MillraceProcess.server(directory)) {
            String endpoint = server.endpoint().toString();
            run(endpoint, 0, "create", "clicks", "--shards", "1", "--tag", "team=web");
            run(endpoint, 0, "split", "clicks");
            run(endpoint, 0, "merge", "clicks", "--shard", "1");
            run(endpoint, 0, "scale", "clicks", "--to", "2");
            String table = run(endpoint, 0, "describe", "clicks");
            assertThat(table)
                    .containsPattern("status +ACTIVE")
                    .containsPattern("open shards +2")
                    .containsPattern("shardId-000000000000 +closed +100.0 %")
                    .containsPattern(
                            "shardId-000000000003 .* shardId-000000000001 \\+ shardId-000000000002")
                    .containsPattern("shardId-000000000005 +open +50.0 %");
            assertThat(run(endpoint, 0, "describe", "clicks", "--open", "--json"))
                    .contains("\"name\" : \"clicks\"", "\"parent\" : \"shardId-000000000003\"")
                    .doesNotContain("shardId-000000000000");
            assertThat(run(endpoint, 0, "list")).containsPattern("clicks +ACTIVE +PROVISIONED");
            assertThat(run(endpoint, 0, "consumers", "clicks", "--register", "app"))
                    .containsPattern("app +ACTIVE");
            assertThat(run(endpoint, 1, "delete", "clicks", "--yes"))
                    .contains("ResourceInUseException");
            run(endpoint, 0, "delete", "clicks", "--yes", "--with-consumers");
            assertThat(run(endpoint, 0, "list", "--json")).contains("\"streams\" : [ ]");
        }
    }

    @Test
    void whatCannotBeDoneIsSaidInOneLine() {
        try (MillraceProcess server = MillraceProcess.server(directory)) {
            String endpoint = server.endpoint().toString();
            assertThat(run(endpoint, 1, "describe", "none"))
                    .isEqualTo(
                            "describe: ResourceNotFoundException: Stream none under account"
                                    + " 000000000000 not found.");
            run(endpoint, 0, "create", "two", "--shards", "2");
            assertThat(run(endpoint, 1, "split", "two")).contains("Name it with --shard");
            assertThat(run(endpoint, 1, "merge", "two", "--shard", "1")).contains("no shard lies");
            assertThat(run(endpoint, 2, "delete", "two")).contains("nothing was deleted");
            assertThat(run(endpoint, 2, "create", "x", "--shards", "2", "--on-demand"))
                    .contains("exclude each other");
        }
    }

    private static String run(String endpoint, int exitCode, String command, String... arguments) {
        List<String> words = new ArrayList<>(List.of("stream", command, "--endpoint", endpoint));
        words.addAll(Arrays.asList(arguments));
        try (MillraceProcess process = MillraceProcess.cli(words.toArray(String[]::new))) {
            int code = process.awaitExit();
            assertThat(code).as("%s said %s", words, process.output()).isEqualTo(exitCode);
            return process.output();
        }
    }
}
