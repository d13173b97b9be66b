package io.millrace.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.MillraceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The whole application under `kill -9`: its programs and the server die while lines flow, start
/// again, and no line is missing or counted twice.
final class ExactTotalsTest {
    private static final int LINES_EACH = 3_000;
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
        AccessLog log = new AccessLog(random);
        try (Server server = new Server(directory.resolve("data"));
                DynamoDbClient tables = server.tables();
                Programs programs = new Programs(server, directory.resolve("archive"))) {
            CountTable counts = new CountTable(tables, "clicks");
            RangeTable ranges = new RangeTable(tables, "archive");
            counts.create();
            ranges.create();
            run(server.millrace("stream", "create", "access", "--shards", "3"));
            programs.start();
            List<Victim> victims = new ArrayList<>(List.of(Victim.values()));
            Collections.shuffle(victims, random);
            for (Victim victim : victims) {
                long before = log.lines().size();
                Path file = Files.write(directory.resolve(victim + ".log"), log.add(LINES_EACH));
                MillraceProcess put =
                        server.millrace("put", "--stream", "access", "--file", file.toString());
                if (victim == Victim.SERVER) {
                    // What is put again after an answer was lost would be two records.
                    run(put);
                }
                long moment = before + random.nextInt(LINES_EACH);
                System.out.println("kill " + victim + " at line " + moment);
                LongSupplier progress =
                        victim == Victim.ARCHIVE
                                ? ranges::records
                                : () -> new Minutes(counts.rows(), 5).total();
                await("line " + moment, () -> progress.getAsLong() >= moment, programs);
                programs.kill(victim);
                if (victim != Victim.SERVER) {
                    run(put);
                }
            }
            long all = log.lines().size();
            await("all counted", () -> new Minutes(counts.rows(), 5).total() >= all, programs);
            await("all archived", () -> ranges.records() >= all, programs);
            programs.stop();
            assertThat(texts(counts)).containsExactlyElementsOf(log.counts());
            assertThat(ranges.records()).isEqualTo(all);
        }
        assertThat(Archived.lines(directory.resolve("archive")))
                .containsExactlyElementsOf(log.lines().stream().sorted().toList());
    }

    private static List<String> texts(CountTable counts) {
        return counts.rows().stream()
                .map(row ->
                        row.minute()
                                + " "
                                + row.section()
                                + " "
                                + row.hits()
                                + " "
                                + row.errors())
                .sorted()
                .toList();
    }

    /// Waits for a command that must succeed.
    private static void run(MillraceProcess command) {
        assertThat(command.awaitExit()).as(command::output).isZero();
    }

    private static void await(String what, Condition condition, Programs programs)
            throws InterruptedException {
        long start = System.nanoTime();
        while (!condition.holds()) {
            if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(BOUND_SECONDS)) {
                throw new AssertionError("not in time: " + what + "\n" + programs.output());
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    /// Something that will be true some time.
    private interface Condition {
        boolean holds();
    }

    /// The two applications, and the server they run against.
    private static final class Programs implements AutoCloseable {
        private final Server server;
        private final Path archive;
        private final List<MillraceProcess> started = new ArrayList<>();

        Programs(Server server, Path archive) {
            this.server = server;
            this.archive = archive;
        }

        void start() {
            startCounts();
            startArchive();
        }

        private MillraceProcess startCounts() {
            return starting(server.program(Counts.class, "access", "clicks"));
        }

        private MillraceProcess startArchive() {
            return starting(
                    server.program(Archive.class, "access", "archive", archive.toString()));
        }

        private MillraceProcess starting(MillraceProcess program) {
            started.add(program);
            return program;
        }

        /// Kills and starts again at once.
        void kill(Victim victim) {
            if (victim == Victim.SERVER) {
                server.killAndRestart();
                return;
            }
            List<MillraceProcess> alive =
                    started.stream().filter(MillraceProcess::alive).toList();
            assertThat(alive).as(this::output).hasSize(2);
            boolean countsFirst = alive.getFirst().output().contains("clicks-counts");
            MillraceProcess counts = countsFirst ? alive.getFirst() : alive.getLast();
            MillraceProcess archiver = countsFirst ? alive.getLast() : alive.getFirst();
            if (victim != Victim.ARCHIVE) {
                counts.kill();
                startCounts();
            }
            if (victim != Victim.COUNTS) {
                archiver.kill();
                startArchive();
            }
        }

        /// Asks both to end, and waits.
        void stop() {
            started.forEach(MillraceProcess::terminate);
        }

        String output() {
            return String.join("\n---\n", started.stream().map(MillraceProcess::output).toList());
        }

        @Override
        public void close() {
            started.forEach(MillraceProcess::close);
        }
    }
}
