package io.millrace.conformance.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Behaviour;
import io.millrace.testkit.ClientCalls;
import io.millrace.testkit.MillraceProcess;
import io.millrace.testkit.TestClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The AWS SDK for JavaScript v3 against the packaged server.
class NodeSdkTest {
    private static final String CALL = "call ";

    @TempDir Path data;

    @Test
    @Behaviour("K-104")
    void recordsComeBackThroughTheNodeSdk() {
        try (MillraceProcess server = MillraceProcess.server(data)) {
            run("roundtrip.mjs", server.endpoint().toString());
            assertThat(server.terminate()).isZero();
        }
    }

    @Test
    void itemsComeBackThroughTheNodeSdk() {
        try (MillraceProcess server = MillraceProcess.server(data)) {
            assertThat(run("tables.mjs", server.endpoint().toString()))
                    .contains("tables: all as expected");
            assertThat(server.terminate()).as(server.output()).isZero();
            assertThat(server.output()).doesNotContain("Exception", "\tat ");
        }
    }

    @Test
    @Behaviour({"K-104", "K-213", "K-214", "K-351", "K-354", "K-360", "K-361", "K-362"})
    void everyOperationSucceedsAndIsRefused() throws IOException {
        ClientCalls calls = new ClientCalls(TestClient.NODE);
        try (MillraceProcess server = MillraceProcess.server(data.resolve("server"));
                MillraceProcess limited =
                        MillraceProcess.server(data.resolve("limited"), "--limits", "aws")) {
            String said =
                    run(
                            "operations.mjs",
                            server.endpoint().toString(),
                            limited.endpoint().toString());
            said.lines()
                    .filter(line -> line.startsWith(CALL))
                    .map(line -> line.substring(CALL.length()).split(" ", -1))
                    .forEach(words -> calls.add(words[0], words[1]));
            assertThat(server.terminate()).as(server.output()).isZero();
            assertThat(server.output()).doesNotContain("Exception", "\tat ");
        }
        calls.verify();
    }

    private static String run(String... arguments) {
        List<String> command = new ArrayList<>(List.of("node"));
        command.addAll(List.of(arguments));
        try (MillraceProcess node = MillraceProcess.of(command)) {
            assertThat(node.awaitExit()).as(node.output()).isZero();
            return node.output();
        }
    }
}
