package io.millrace.conformance.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Behaviour;
import io.millrace.testkit.MillraceProcess;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The AWS SDK for JavaScript v3 against the packaged server.
class NodeSdkTest {
    @TempDir Path data;

    @Test
    @Behaviour("K-104")
    void recordsComeBackThroughTheNodeSdk() {
        try (MillraceProcess server = MillraceProcess.server(data);
                MillraceProcess node =
                        MillraceProcess.of(
                                List.of("node", "roundtrip.mjs", server.endpoint().toString()))) {
            assertThat(node.awaitExit()).as(node.output()).isZero();
            assertThat(server.terminate()).isZero();
        }
    }
}
