package io.millrace.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.testkit.Behaviour;
import io.millrace.testkit.MillraceProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

    /// Kills after so many acknowledged puts at most; with the least, a journal file fills.
    private static final int FEWEST_PUTS = 50;

    private static final int MORE_PUTS = 400;

    /// Far more than it takes until the journal is retired.
    private static final int PUTS_UNTIL_HALT = 20_000;

    /// More than retiring a journal file takes.
    private static final int HALT_OPERATIONS = 24;

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

    private interface Start {
        MillraceProcess server(boolean halts);
    }

    /// What the rounds met.
    ///
    /// @param flushing rounds in which the journal was retired to segments
    /// @param halted rounds in which the power went while it was
    private record Met(int flushing, int halted) {}

    /// The child keeps unforced writes in its own heap, so that SIGKILL is a power cut. In every
    /// other round it cuts the power by itself, at some moment of retiring the journal.
    @Test
    @Behaviour("K-209")
    void noAcknowledgedRecordIsLostInAPowerCut() throws InterruptedException, IOException {
        Met met =
                crash(
                        ROUNDS,
                        halts -> halts ? powerCutServer(haltAfter()) : powerCutServer(),
                        round -> round % 2 == 1);
        System.out.println("Cut the power " + ROUNDS + " times, seed " + seed + ": " + met);
        assertThat(met.flushing()).as("rounds with flushes, seed %d", seed).isPositive();
        assertThat(met.halted()).as("cut within a flush, seed %d", seed).isPositive();
    }

    private String haltAfter() {
        return PowerCutServer.HALT_AFTER + random.nextInt(HALT_OPERATIONS);
    }

    @Test
    @Behaviour("K-209")
    void noAcknowledgedRecordIsLostWhenThePackagedServerIsKilled()
            throws InterruptedException, IOException {
        crash(Math.max(3, ROUNDS / 5), _ -> MillraceProcess.server(data), _ -> false);
    }

    /// The check of the check: a server that acknowledges before it forces must be caught.
    @Test
    void aServerThatAcknowledgesBeforeItForcesIsCaught() {
        assertThatThrownBy(() ->
                        crash(
                                ROUNDS,
                                _ -> powerCutServer(PowerCutServer.ACKNOWLEDGE_EARLY),
                                _ -> false))
                .isInstanceOf(AssertionError.class);
    }

    private MillraceProcess powerCutServer(String... options) {
        String[] arguments = new String[options.length + 1];
        arguments[0] = data.toString();
        System.arraycopy(options, 0, arguments, 1, options.length);
        MillraceProcess server = MillraceProcess.java(PowerCutServer.class, List.of(), arguments);
        try {
            return server.awaitReady();
        } catch (IllegalStateException refused) {
            throw new AssertionError("no start after a power cut, seed " + seed, refused);
        }
    }

    /// @param start starts a server, which cuts the power by itself or not
    /// @param halts in which rounds it does
    private Met crash(int rounds, Start start, IntPredicate halts)
            throws InterruptedException, IOException {
        String stream = "crash";
        int reshards = 0;
        int flushing = 0;
        int halted = 0;
        for (int round = 0; round < rounds; round++) {
            String newest = newestSegment();
            try (MillraceProcess server = start.server(halts.test(round))) {
                URI endpoint = server.endpoint();
                prepare(endpoint, stream, round);
                NumberedWriters writers = new NumberedWriters(endpoint, stream, last, acknowledged);
                Resharder resharder = new Resharder(endpoint, stream, random, 0);
                writers.awaitAcknowledged(puts(halts.test(round)), server::alive);
                halted += server.alive() ? 0 : 1;
                server.kill();
                writers.end();
                resharder.end();
                reshards += resharder.reshards();
            }
            flushing += newestSegment().equals(newest) ? 0 : 1;
        }
        try (MillraceProcess server = start.server(false)) {
            LineageReader.check(server.endpoint(), stream, acknowledged);
        }
        assertThat(reshards).as("splits and merges, seed %d", seed).isPositive();
        return new Met(flushing, halted);
    }

    private int puts(boolean untilHalt) {
        return untilHalt ? PUTS_UNTIL_HALT : FEWEST_PUTS + random.nextInt(MORE_PUTS);
    }

    /// Name of the newest segment; empty if there is none.
    private String newestSegment() throws IOException {
        Path segments = data.resolve("segment");
        if (!Files.isDirectory(segments)) {
            return "";
        }
        try (Stream<Path> files = Files.list(segments)) {
            return files.map(file -> file.getFileName().toString())
                    .max(Comparator.naturalOrder())
                    .orElse("");
        }
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
