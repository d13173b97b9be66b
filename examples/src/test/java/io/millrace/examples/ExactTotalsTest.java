package io.millrace.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.MillraceProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The whole application under `kill -9`: its programs and the server die while lines flow, start
/// again, and no line is missing or counted twice.
final class ExactTotalsTest {
    private static final int LINES_EACH = 3_000;
    private static final int FEWEST_SHARDS = 2;
    private static final int MOST_SHARDS = 4;
    private static final long BOUND_SECONDS = 90;
    private static final long POLL_MILLIS = 100;

    @TempDir private Path directory;

    /// Who dies in a round.
    private enum Victim {
        COUNTS,
        ARCHIVE,
        BOTH,
        SERVER
    }

    @Test
    @Timeout(300)
    void totalsAreExactWhoeverIsKilled() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        AccessLog log = new AccessLog(random, LINES_EACH);
        try (Server server = new Server(directory.resolve("data"));
                DynamoDbClient tables = server.tables()) {
            CountTable counts = new CountTable(tables, "clicks");
            RangeTable ranges = new RangeTable(tables, "archive");
            counts.create();
            ranges.create();
            int shards = FEWEST_SHARDS;
            run(
                    server.millrace(
                            "stream", "create", "access", "--shards", Integer.toString(shards)));
            try (Programs programs = new Programs(server, directory.resolve("archive"))) {
                List<Victim> victims = new ArrayList<>(List.of(Victim.values()));
                Collections.shuffle(victims, random);
                for (Victim victim : victims) {
                    int moment = log.lines().size() + random.nextInt(LINES_EACH);
                    Path file = directory.resolve(victim + ".log");
                    Files.write(file, log.add(LINES_EACH));
                    LongSupplier progress =
                            victim == Victim.ARCHIVE ? ranges::records : () -> total(counts);
                    System.out.println("kill " + victim + " at line " + moment);
                    shards = shards == MOST_SHARDS ? FEWEST_SHARDS : shards + 1;
                    putAndKill(
                            programs, file, shards, victim, () -> progress.getAsLong() >= moment);
                }
                long all = log.lines().size();
                programs.await("all counted", () -> total(counts) >= all);
                programs.await("all archived", () -> ranges.records() >= all);
                programs.stop();
            }
            assertThat(texts(counts)).containsExactlyElementsOf(log.counts());
            assertThat(ranges.records()).isEqualTo(log.lines().size());
        }
        assertThat(Archived.lines(directory.resolve("archive")))
                .containsExactlyElementsOf(log.lines().stream().sorted().toList());
    }

    /// Gives the stream another number of shards and kills, while lines are put, but the server
    /// only behind them: what is put again because an answer was lost would be two records, and
    /// both would be counted.
    private static void putAndKill(
            Programs programs, Path file, int shards, Victim victim, BooleanSupplier moment)
            throws InterruptedException {
        try (MillraceProcess put = programs.put(file)) {
            run(programs.scale(shards));
            if (victim == Victim.SERVER) {
                run(put);
            }
            programs.await(victim + "'s moment", moment);
            programs.kill(victim);
            run(put);
        }
    }

    private static long total(CountTable counts) {
        return new Minutes(counts.rows(), 5).total();
    }

    private static List<String> texts(CountTable counts) {
        return counts.rows().stream()
                .map(row ->
                        row.minute() + " " + row.section() + " " + row.hits() + " " + row.errors())
                .sorted()
                .toList();
    }

    /// Waits for a command that must succeed.
    private static void run(MillraceProcess command) {
        assertThat(command.awaitExit()).as(command::output).isZero();
    }

    /// The two applications, and the server they run against.
    private static final class Programs implements AutoCloseable {
        private final Server server;
        private final Path archive;
        private MillraceProcess counter;
        private MillraceProcess archiver;

        Programs(Server server, Path archive) {
            this.server = server;
            this.archive = archive;
            this.counter = startCounter();
            this.archiver = startArchiver();
        }

        private MillraceProcess startCounter() {
            return server.program(Counts.class, "access", "clicks");
        }

        private MillraceProcess startArchiver() {
            return server.program(Archive.class, "access", "archive", archive.toString());
        }

        MillraceProcess put(Path file) {
            return server.millrace("put", "--stream", "access", "--file", file.toString());
        }

        MillraceProcess scale(int shards) {
            return server.millrace("stream", "scale", "access", "--to", Integer.toString(shards));
        }

        void await(String what, BooleanSupplier condition) throws InterruptedException {
            long start = System.nanoTime();
            while (!condition.getAsBoolean()) {
                if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(BOUND_SECONDS)) {
                    throw new AssertionError("not in time: " + what + "\n" + output());
                }
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
        }

        /// Kills and starts again at once.
        void kill(Victim victim) {
            assertThat(counter.alive() && archiver.alive()).as(this::output).isTrue();
            switch (victim) {
                case COUNTS -> restartCounter();
                case ARCHIVE -> restartArchiver();
                case BOTH -> {
                    restartCounter();
                    restartArchiver();
                }
                case SERVER -> server.killAndRestart();
            }
        }

        private void restartCounter() {
            counter.kill();
            counter = startCounter();
        }

        private void restartArchiver() {
            archiver.kill();
            archiver = startArchiver();
        }

        /// Asks both to end, and waits.
        void stop() {
            counter.terminate();
            archiver.terminate();
        }

        String output() {
            return counter.output() + "\n---\n" + archiver.output();
        }

        @Override
        public void close() {
            counter.close();
            archiver.close();
        }
    }
}
