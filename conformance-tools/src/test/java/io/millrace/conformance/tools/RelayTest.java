package io.millrace.conformance.tools;

import io.millrace.conformance.tools.camel.CamelRoute;
import io.millrace.conformance.tools.flink.FlinkJob;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tools that read and write streams, unmodified: what they take from one they bring to another,
/// while its shards split and merge. They promise each record at least once, and no order.
class RelayTest {
    @Test
    void flinkPollsAndIsPushedByArnThroughAReshard(@TempDir Path directory) throws Exception {
        List<String> arguments = List.of(Relay.SOURCE_ARN, "polled", "pushed");
        try (Relay relay =
                new Relay(directory, "flink", FlinkJob.class, arguments, "polled", "pushed")) {
            relay.awaitProgress();
            relay.split();
            relay.merge();
            relay.awaitProgress();
            relay.finish()
                    .verify("flink-1.20", "Flink 1.20.5 with its connector 4.3.0, polling and EFO");
        }
    }

    @Test
    void camelReadsAndPutsThroughAReshard(@TempDir Path directory) throws Exception {
        List<String> arguments = List.of(Relay.SOURCE, "copy");
        try (Relay relay = new Relay(directory, "camel", CamelRoute.class, arguments, "copy")) {
            relay.awaitProgress();
            relay.split();
            relay.merge();
            relay.awaitProgress();
            relay.finish().verify("camel-4.18", "Camel 4.18.0, aws2-kinesis");
        }
    }
}
