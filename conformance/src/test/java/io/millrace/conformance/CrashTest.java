package io.millrace.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.testkit.Behaviour;
import io.millrace.testkit.MillraceProcess;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/// Cuts the power under load, again and again: what was acknowledged is there, once and in order.
///
/// `-Dmillrace.crash.rounds=1000` runs more rounds, `-Dmillrace.crash.seed=N` the choices of an
/// earlier run.
class CrashTest {
    private static final int ROUNDS = Integer.getInteger("millrace.crash.rounds", 20);
    private static final int WRITERS = 8;

    @TempDir Path data;

    private final long seed = Long.getLong("millrace.crash.seed", new Random().nextLong());
    private final Random random = new Random(seed);
    private final Map<String, Long> last = new TreeMap<>();
    private final Map<String, Set<Long>> acknowledged = new TreeMap<>();

    CrashTest() {
        IntStream.range(0, WRITERS)
                .forEach(i -> {
                    last.put("key" + i, 0L);
                    acknowledged.put("key" + i, new TreeSet<>());
                });
    }

    /// The child keeps unforced writes in its own heap, so that SIGKILL is a power cut.
    @Test
    @Behaviour("K-209")
    void noAcknowledgedRecordIsLostInAPowerCut() throws InterruptedException {
        crash(ROUNDS, () -> powerCutServer());
    }

    @Test
    @Behaviour("K-209")
    void noAcknowledgedRecordIsLostWhenThePackagedServerIsKilled() throws InterruptedException {
        crash(Math.max(3, ROUNDS / 5), () -> MillraceProcess.server(data));
    }

    /// The check of the check: a server that acknowledges before it forces must be caught.
    @Test
    void aServerThatAcknowledgesBeforeItForcesIsCaught() {
        assertThatThrownBy(
                        () -> crash(ROUNDS, () -> powerCutServer(PowerCutServer.ACKNOWLEDGE_EARLY)))
                .isInstanceOf(AssertionError.class);
    }

    private MillraceProcess powerCutServer(String... options) {
        String[] arguments = new String[options.length + 1];
        arguments[0] = data.toString();
        System.arraycopy(options, 0, arguments, 1, options.length);
        return MillraceProcess.java(PowerCutServer.class, List.of(), arguments).awaitReady();
    }

    private void crash(int rounds, Supplier<MillraceProcess> start) throws InterruptedException {
        String stream = "crash";
        int reshards = 0;
        for (int round = 0; round < rounds; round++) {
            try (MillraceProcess server = start.get()) {
                URI endpoint = server.endpoint();
                prepare(endpoint, stream, round);
                NumberedWriters writers = new NumberedWriters(endpoint, stream, last, acknowledged);
                Resharder resharder = new Resharder(endpoint, stream, random);
                writers.awaitAcknowledged(50 + random.nextInt(400), server::alive);
                server.kill();
                writers.end();
                resharder.end();
                reshards += resharder.reshards();
            }
        }
        try (MillraceProcess server = start.get()) {
            LineageReader.check(server.endpoint(), stream, acknowledged);
        }
        assertThat(reshards).as("splits and merges, seed %d", seed).isPositive();
    }

    private void prepare(URI endpoint, String stream, int round) {
        if (round > 0) {
            LineageReader.check(endpoint, stream, acknowledged);
            return;
        }
        try (KinesisClient client = Clients.withoutRetries(endpoint)) {
            client.createStream(r -> r.streamName(stream).shardCount(2));
        }
    }
}
