package io.millrace.conformance.kcl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// KCL 3.5, unmodified, in full: an application that polls and one that is pushed to share a stream
/// while shards, workers and the server come and go.
class KclTest {
    @Test
    void everyRecordIsProcessedInOrderWhileShardsWorkersAndTheServerComeAndGo(
            @TempDir Path directory) throws Exception {
        try (Scenario scenario = new Scenario(directory, 4)) {
            scenario.produce();
            scenario.add("polling", false);
            scenario.add("pushed", true);
            scenario.begin(Library.KCL_3, "one");
            scenario.join(Library.KCL_3, "two");

            scenario.split();
            scenario.merge();
            scenario.scale(6);
            scenario.killServer();
            scenario.awaitProgress();

            scenario.kill(Library.KCL_3, "two");
            scenario.join(Library.KCL_3, "three");
            scenario.stop("one");
            scenario.awaitProgress();

            scenario.finish();
            for (String name : new String[] {"polling", "pushed"}) {
                assertThat(scenario.busyWorkers(name)).containsExactly("one", "three", "two");
            }
            scenario.calls()
                    .verify(
                            Library.KCL_3.directory(),
                            Library.KCL_3.title()
                                    + ", an application that polls and one with fan-out");
        }
    }
}
