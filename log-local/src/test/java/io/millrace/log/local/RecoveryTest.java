package io.millrace.log.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.log.AppendResult.Outcome;
import io.millrace.log.CorruptLogException;
import io.millrace.log.ShardRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoveryTest {
    private static final ShardRef SHARD = new ShardRef(7, 0);
    private static final int BLOCK = 4096;

    @TempDir Path directory;

    private Path at(String name) throws IOException {
        return Files.createDirectories(directory.resolve(name));
    }

    private LogRig open(String name) throws IOException {
        return new LogRig(at(name), LogRig.SMALL, 1_000);
    }

    /// Frames, one block each: 1 open, 2 claims nothing, then "one", "two", "three".
    private Path crashed(boolean idle) throws IOException {
        Path copy = at("crashed");
        try (LogRig rig = open("origin")) {
            rig.append(SHARD, "one");
            rig.append(SHARD, "two");
            rig.append(SHARD, "three");
            if (idle) {
                rig.pass(200);
            }
            rig.copyTo(copy);
        }
        return copy;
    }

    private static Path journal(Path root) {
        return root.resolve("journal/0000000000000001.journal");
    }

    @Test
    void cutsAndReportsATornLastFrame() throws IOException {
        Path copy = crashed(false);
        Rot.flip(journal(copy), 4 * BLOCK + 80);
        try (LogRig rig = new LogRig(copy, LogRig.SMALL, 1_000)) {
            RecoveryReport report = rig.log.recovery();
            assertThat(report.torn()).hasSize(1);
            assertThat(report.torn().getFirst().offset()).isEqualTo(4 * BLOCK);
            assertThat(report.torn().getFirst().bytes()).isEqualTo(BLOCK);
            assertThat(rig.readAll(SHARD)).containsExactly("one", "two");
            assertThat(rig.append(SHARD, "again").firstPosition()).isEqualTo(3);
        }
        try (LogRig rig = new LogRig(copy, LogRig.SMALL, 1_000)) {
            assertThat(rig.log.recovery().torn()).isEmpty();
            assertThat(rig.readAll(SHARD)).containsExactly("one", "two", "again");
        }
    }

    @Test
    void refusesARottenFrameWithAWholeOneBehindIt() throws IOException {
        Path copy = crashed(false);
        Rot.flip(journal(copy), 3 * BLOCK + 80);
        assertThatThrownBy(() -> new LogRig(copy, LogRig.SMALL, 1_000))
                .isInstanceOf(CorruptLogException.class)
                .hasMessageContaining("journal/0000000000000001.journal at 12288")
                .hasMessageContaining("frames 3 to 3")
                .hasMessageContaining("--accept-loss");
    }

    @Test
    void anIdleFrameTellsThatTheLastGroupHadBeenWhole() throws IOException {
        Path copy = crashed(true);
        Rot.flip(journal(copy), 4 * BLOCK + 80);
        assertThatThrownBy(() -> new LogRig(copy, LogRig.SMALL, 1_000))
                .isInstanceOf(CorruptLogException.class)
                .hasMessageContaining("frames 4 to 4");
    }

    @Test
    void goesOnWithoutWhatIsLostIfThatIsAccepted() throws IOException {
        Path copy = crashed(true);
        Rot.flip(journal(copy), 3 * BLOCK + 80);
        try (LogRig rig = new LogRig(copy, LogRig.SMALL.withAcceptLoss(true), 1_000)) {
            assertThat(rig.log.recovery().losses()).hasSize(1);
            assertThat(rig.readAll(SHARD)).containsExactly("one", "three");
            rig.append(SHARD, "four");
        }
        try (LogRig rig = new LogRig(copy, LogRig.SMALL, 1_000)) {
            assertThat(rig.log.recovery().losses()).isEmpty();
            assertThat(rig.readAll(SHARD)).containsExactly("one", "three", "four");
        }
    }

    @Test
    void noticesATruncatedJournalFile() throws IOException {
        Path copy = crashed(false);
        Rot.truncate(journal(copy), 3 * BLOCK);
        assertThatThrownBy(() -> new LogRig(copy, LogRig.SMALL, 1_000))
                .isInstanceOf(CorruptLogException.class)
                .hasMessageContaining("instead of 65536");
        Rot.truncate(journal(copy), 0);
        assertThatThrownBy(() -> new LogRig(copy, LogRig.SMALL, 1_000))
                .isInstanceOf(CorruptLogException.class)
                .hasMessageContaining("too short");
    }

    @Test
    void noticesAMissingJournalFileAfterACleanStop() throws IOException {
        try (LogRig rig = open("origin")) {
            rig.append(SHARD, "one");
        }
        Files.delete(journal(at("origin")));
        assertThatThrownBy(() -> open("origin")).isInstanceOf(CorruptLogException.class);
    }

    @Test
    void refusesAForeignCheckpointAndAnUnknownVersion() throws IOException {
        Path copy = crashed(false);
        Rot.flip(copy.resolve("CHECKPOINT"), 4);
        assertThatThrownBy(() -> new LogRig(copy, LogRig.SMALL, 1_000))
                .hasMessageContaining("format version 5, this program knows 1");
        Files.writeString(copy.resolve("CHECKPOINT"), "something else entirely");
        assertThatThrownBy(() -> new LogRig(copy, LogRig.SMALL, 1_000))
                .hasMessageContaining("does not start as a Millrace checkpoint");
        Files.delete(copy.resolve("CHECKPOINT"));
        assertThatThrownBy(() -> new LogRig(copy, LogRig.SMALL, 1_000))
                .hasMessageContaining("but no CHECKPOINT");
    }

    @Test
    void removesFilesNothingNames() throws IOException {
        Path copy = crashed(false);
        Files.createDirectories(copy.resolve("segment"));
        Files.writeString(copy.resolve("segment/00000000000000aa.segment"), "left");
        Files.writeString(copy.resolve("journal/next.tmp"), "left");
        try (LogRig rig = new LogRig(copy, LogRig.SMALL, 1_000)) {
            assertThat(rig.log.recovery().removed())
                    .containsExactlyInAnyOrder(
                            "journal/next.tmp", "segment/00000000000000aa.segment");
            assertThat(rig.readAll(SHARD)).containsExactly("one", "two", "three");
        }
    }

    /// After a stop in order, whatever byte changes: either nothing is missing, or it is refused at
    /// the start or by the read that meets it.
    @Test
    void afterACleanStopNoDamageGoesUnnoticed() throws IOException {
        List<String> expected = filled("origin", true);
        Path origin = at("origin");
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            Path copy = Rot.copy(origin, directory.resolve("copy" + round));
            String damage = damage(copy, random);
            assertThat(outcome(copy, expected, false))
                    .as("seed %d, round %d: %s", seed, round, damage)
                    .isNotEqualTo("lost");
        }
    }

    /// After a crash the same holds for all but the last group.
    @Test
    void afterACrashOnlyTheLastGroupMayBeCut() throws IOException {
        List<String> expected = filled("origin", false);
        Path origin = at("crash");
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            Path copy = Rot.copy(origin, directory.resolve("copy" + round));
            String damage = damage(copy, random);
            assertThat(outcome(copy, expected, true))
                    .as("seed %d, round %d: %s", seed, round, damage)
                    .isNotEqualTo("lost");
        }
    }

    private List<String> filled(String name, boolean cleanOnly) throws IOException {
        List<String> expected = new ArrayList<>();
        try (LogRig rig = open(name)) {
            for (int i = 0; i < 500; i++) {
                String value = LogRig.value(i, 600);
                expected.add(value);
                rig.append(SHARD, value);
                rig.settled(
                        rig.commands.propose(("command " + i).getBytes(StandardCharsets.UTF_8)));
            }
            if (!cleanOnly) {
                // The last group is the last value; behind it a command would follow.
                expected.add("last");
                rig.append(SHARD, "last");
                rig.copyTo(at("crash"));
            }
        }
        return expected;
    }

    private static String damage(Path copy, Random random) throws IOException {
        List<Path> files;
        try (var all = Files.walk(copy)) {
            files =
                    all.filter(Files::isRegularFile)
                            .filter(file -> file.toFile().length() > 0)
                            .sorted()
                            .toList();
        }
        Path file = files.get(random.nextInt(files.size()));
        long size = Files.size(file);
        long offset = random.nextLong(size);
        if (random.nextInt(4) == 0) {
            Rot.truncate(file, offset);
            return "truncated " + file + " to " + offset;
        }
        Rot.flip(file, offset);
        return "flipped " + file + " at " + offset;
    }

    private String outcome(Path copy, List<String> expected, boolean lastMayGo) {
        try (LogRig rig = new LogRig(copy, LogRig.SMALL, 1_000)) {
            List<String> found = rig.readAll(SHARD);
            boolean all = found.equals(expected);
            boolean butLast = found.equals(expected.subList(0, expected.size() - 1));
            boolean cut = lastMayGo && butLast && !rig.log.recovery().torn().isEmpty();
            boolean commands = rig.machine.applied.size() == 500;
            return commands && (all || cut) ? "unharmed" : "lost";
        } catch (CorruptLogException | IOException e) {
            return "refused";
        }
    }

    @Test
    void aFailedForceStopsTheLogForGood() throws IOException {
        LazyDisk disk = new LazyDisk(at("a"));
        try (LogRig rig = new LogRig(at("a"), disk, LogRig.SMALL, 1_000)) {
            rig.append(SHARD, "one");
            disk.failing = true;
            var future =
                    rig.log
                            .shards()
                            .append(
                                    List.of(
                                            new io.millrace.log.Append(
                                                    rig.writer(SHARD), LogRig.batch("two"))));
            rig.settle();
            assertThat(future).isCompletedExceptionally();
            assertThat(rig.fatal).hasSize(1);
            disk.failing = false;
            assertThat(rig.commands.propose(new byte[1])).isCompletedExceptionally();
            assertThat(rig.log.stats().stopped()).isTrue();
        }
    }

    @Test
    void refusesDataButNotCommandsWhileTheDiskIsFull() throws IOException {
        LazyDisk disk = new LazyDisk(at("a"));
        LocalLogConfig config = LogRig.SMALL.withMinFreeBytes(1 << 20);
        List<String> stored = new ArrayList<>();
        try (LogRig rig = new LogRig(at("a"), disk, config, 1_000)) {
            rig.append(SHARD, "one");
            disk.usableBytes = 1000;
            rig.pass(2_000);
            assertThat(rig.append(SHARD, "two").outcome()).isEqualTo(Outcome.FULL);
            assertThat(rig.log.stats().refusing()).isTrue();
            assertThat(rig.settled(rig.commands.propose(new byte[10]))).isEqualTo(1);
            rig.log.shards().drop(new ShardRef(7, 9));
            disk.usableBytes = Long.MAX_VALUE;
            rig.pass(2_000);
            assertThat(rig.append(SHARD, "three").outcome()).isEqualTo(Outcome.STORED);
            disk.full = true;
            stored.addAll(fillUntilFull(rig));
            assertThat(rig.settled(rig.commands.propose(new byte[10]))).isEqualTo(2);
            assertThat(rig.readAll(SHARD)).hasSize(2 + stored.size());
            disk.full = false;
            rig.pass(2_000);
            rig.pass(2_000);
            assertThat(rig.append(SHARD, "four").outcome()).isEqualTo(Outcome.STORED);
        }
        try (LogRig rig = open("a")) {
            assertThat(rig.readAll(SHARD)).hasSize(3 + stored.size());
            assertThat(rig.machine.applied).hasSize(2);
        }
    }

    private static List<String> fillUntilFull(LogRig rig) {
        List<String> stored = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            String value = LogRig.value(i, 2_000);
            if (rig.append(SHARD, value).outcome() != Outcome.STORED) {
                return stored;
            }
            stored.add(value);
        }
        throw new AssertionError("never full");
    }
}
