package io.millrace.log.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.log.Append;
import io.millrace.log.AppendResult;
import io.millrace.log.CorruptLogException;
import io.millrace.log.ShardRef;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Damage is refused and changes nothing; an operator who accepts the loss gets what is left, told
/// what is not, and a directory that is sound from then on.
class AcceptLossTest {
    private static final ShardRef SHARD = new ShardRef(7, 0);
    private static final ShardRef SIBLING = new ShardRef(7, 1);
    private static final ShardRef OTHER = new ShardRef(8, 3);
    private static final int BLOCK = 4096;
    private static final int RECORDS = 400;

    /// Commands stay in command segments.
    private static final LocalLogConfig WITHOUT_SNAPSHOTS =
            LogRig.SMALL.withSnapshotMinBytes(1 << 30);

    @TempDir Path directory;

    private final List<String> expected = new ArrayList<>();
    private final List<String> commands = new ArrayList<>();

    /// Records and commands in turn, over segments, snapshot or command segments, and journal.
    private Path filled(LocalLogConfig config) throws IOException {
        Path root = directory.resolve("origin");
        Files.createDirectories(root);
        try (LogRig rig = new LogRig(root, config, 1_000)) {
            for (int i = 0; i < RECORDS; i++) {
                String value = text(i);
                expected.add(value);
                rig.append(SHARD, value);
                rig.append(SIBLING, value);
                rig.append(OTHER, "other " + i);
                command(rig, "command " + i);
                commands.add("command " + i);
            }
        }
        return root;
    }

    /// Hardly compresses, so that segments of it are the largest.
    private static String text(int number) {
        StringBuilder text = new StringBuilder("value " + number + " ");
        new Random(number).ints(600, 'A', 'z').forEach(letter -> text.append((char) letter));
        return text.toString();
    }

    private static void command(LogRig rig, String command) {
        rig.settled(rig.commands.propose(command.getBytes(StandardCharsets.UTF_8)));
    }

    private static void refused(Path root, LocalLogConfig config, String text) throws IOException {
        Map<String, Integer> before = Rot.state(root);
        assertThatThrownBy(() -> new LogRig(root, config, 2_000))
                .isInstanceOf(CorruptLogException.class)
                .hasMessageContaining(text);
        assertThat(Rot.state(root)).isEqualTo(before);
    }

    private static void refused(Path root) throws IOException {
        refused(root, LogRig.SMALL, "--accept-loss to go on without it");
    }

    private static void refusedWhateverIsAccepted(Path root) throws IOException {
        for (boolean accepted : new boolean[] {false, true}) {
            refused(
                    root,
                    LogRig.SMALL.withAcceptLoss(accepted),
                    "not even with --accept-loss. Restore the directory from a backup");
        }
    }

    private static LogRig accepted(Path root) throws IOException {
        return new LogRig(root, LogRig.SMALL.withAcceptLoss(true), 2_000);
    }

    /// The next start needs no flag, reports nothing, and shows the same and what came since.
    private static void soundSince(Path root, List<String> records, List<String> words)
            throws IOException {
        try (LogRig rig = new LogRig(root, LogRig.SMALL, 3_000)) {
            assertThat(rig.log.recovery().losses()).isEmpty();
            assertThat(rig.readAll(SHARD)).isEqualTo(records);
            assertThat(rig.machine.applied).isEqualTo(words);
        }
    }

    private static Path first(Path root, String directory) throws IOException {
        return Rot.files(root.resolve(directory)).getFirst();
    }

    @Test
    void aDamagedCheckpointIsMadeAnewFromTheFiles() throws IOException {
        Path root = filled(LogRig.SMALL);
        Rot.flip(root.resolve("CHECKPOINT"), 100);
        refused(root);
        losesNothing(root);
    }

    @Test
    void aMissingCheckpointIsMadeAnewFromTheFiles() throws IOException {
        Path root = filled(WITHOUT_SNAPSHOTS);
        Files.delete(root.resolve("CHECKPOINT"));
        refused(root);
        losesNothing(root);
    }

    private void losesNothing(Path root) throws IOException {
        int epoch;
        try (LogRig rig = accepted(root)) {
            assertThat(rig.log.recovery().losses())
                    .singleElement()
                    .satisfies(loss -> assertThat(loss.file()).isEqualTo("CHECKPOINT"));
            assertThat(rig.readAll(SHARD)).isEqualTo(expected);
            assertThat(rig.readAll(OTHER)).hasSize(RECORDS);
            assertThat(rig.machine.applied).isEqualTo(commands);
            epoch = rig.log.recovery().epoch();
            rig.append(SHARD, "since");
            command(rig, "since");
        }
        expected.add("since");
        commands.add("since");
        soundSince(root, expected, commands);
        assertThat(epoch).isGreaterThan(1000);
    }

    /// Whatever a crash left beside the files that count.
    @Test
    void aCheckpointIsMadeAnewAfterACrashAtAnyMoment() throws IOException {
        Path root = directory.resolve("origin");
        Files.createDirectories(root);
        int crashes = 0;
        try (LogRig rig = new LogRig(root, LogRig.SMALL, 1_000)) {
            for (int i = 0; i < RECORDS; i++) {
                String value = text(i);
                expected.add(value);
                commands.add("command " + i);
                var appended =
                        rig.log
                                .shards()
                                .append(
                                        List.of(
                                                new Append(
                                                        rig.writer(SHARD), LogRig.batch(value))));
                var applied =
                        rig.commands.propose(("command " + i).getBytes(StandardCharsets.UTF_8));
                // Some steps of each task, so that a flush is met half done.
                for (int step = 0; !appended.isDone() || !applied.isDone() || step < 2; step++) {
                    rig.log.tasks().forEach(Task::step);
                }
                if (i % 7 == 0) {
                    crashes++;
                    Path copy = Rot.copy(root, directory.resolve("crash" + i));
                    Files.delete(copy.resolve("CHECKPOINT"));
                    try (LogRig after = accepted(copy)) {
                        assertThat(after.readAll(SHARD)).as("crash %d", i).isEqualTo(expected);
                        assertThat(after.machine.applied).isEqualTo(commands);
                    }
                    soundSince(copy, expected, commands);
                }
            }
        }
        assertThat(crashes).isGreaterThan(50);
    }

    @Test
    void aCheckpointOfAnotherVersionIsNotDamaged() throws IOException {
        Path root = filled(LogRig.SMALL);
        Path file = root.resolve("CHECKPOINT");
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(4, 99);
        CRC32C crc = new CRC32C();
        crc.update(bytes.array(), 0, bytes.limit() - 4);
        bytes.putInt(bytes.limit() - 4, (int) crc.getValue());
        Files.write(file, bytes.array());
        refused(root, LogRig.SMALL.withAcceptLoss(true), "format version 99");
    }

    @Test
    void nothingIsMadeAnewWithoutAllCommands() throws IOException {
        Path root = filled(WITHOUT_SNAPSHOTS);
        Rot.flip(root.resolve("CHECKPOINT"), 100);
        Files.delete(first(root, "command"));
        refused(root, LogRig.SMALL.withAcceptLoss(true), "and so are commands 1 to ");
    }

    @Test
    void nothingIsMadeAnewWithoutAJournal() throws IOException {
        Path root = filled(LogRig.SMALL);
        Rot.flip(root.resolve("CHECKPOINT"), 100);
        for (Path file : Rot.files(root.resolve("journal"))) {
            Files.delete(file);
        }
        refused(root, LogRig.SMALL.withAcceptLoss(true), "The journal is lost");
    }

    @Test
    void oneDamagedCopyOfASnapshotCostsNothingAndIsMended() throws IOException {
        onTwins(filled(LogRig.SMALL), "snapshot");
    }

    @Test
    void oneDamagedCopyOfACommandSegmentCostsNothingAndIsMended() throws IOException {
        onTwins(filled(WITHOUT_SNAPSHOTS), "command");
    }

    private void onTwins(Path root, String kind) throws IOException {
        int half = (int) Files.size(first(root, kind)) / 2;
        for (int at : new int[] {0, 4, 9, 17, 40, half - 1, half, half + 30, 2 * half - 1}) {
            Path copy = Rot.copy(root, directory.resolve(kind + at));
            Path file = first(copy, kind);
            byte[] whole = Files.readAllBytes(file);
            Rot.flip(file, at);
            soundSince(copy, expected, commands);
            assertThat(first(copy, kind)).hasBinaryContent(whole);
            Rot.truncate(file, Math.max(at, half));
            soundSince(copy, expected, commands);
            assertThat(first(copy, kind)).hasBinaryContent(whole);
        }
    }

    @Test
    void lostCommandsAreRefusedWhateverIsAccepted() throws IOException {
        for (String kind : List.of("snapshot", "command")) {
            expected.clear();
            commands.clear();
            Path root = filled(kind.equals("snapshot") ? LogRig.SMALL : WITHOUT_SNAPSHOTS);
            Path both = Rot.copy(root, directory.resolve(kind + "-both"));
            Rot.flip(first(both, kind), 30);
            Rot.flip(first(both, kind), Files.size(first(both, kind)) - 1);
            refusedWhateverIsAccepted(both);
            Path cut = Rot.copy(root, directory.resolve(kind + "-cut"));
            Rot.truncate(first(cut, kind), 25);
            refusedWhateverIsAccepted(cut);
            Files.delete(first(root, kind));
            refusedWhateverIsAccepted(root);
            Files.move(root, directory.resolve(kind + "-missing"));
        }
    }

    @Test
    void aLostCommandInTheJournalTakesEverythingBehindItAlong() throws IOException {
        Path root = directory.resolve("origin");
        Path copy = directory.resolve("copy");
        Files.createDirectories(root);
        try (LogRig rig = new LogRig(root, LogRig.SMALL, 1_000)) {
            rig.append(SHARD, "one");
            command(rig, "first");
            rig.append(SHARD, "two");
            // The frame that will be lost; then what only that command explains.
            command(rig, "second");
            rig.append(SHARD, "three");
            command(rig, "third");
            rig.copyTo(copy);
        }
        Rot.flip(first(copy, "journal"), 5 * BLOCK + 70);
        refused(copy);
        try (LogRig rig = accepted(copy)) {
            assertThat(rig.log.recovery().losses()).hasSize(2);
            assertThat(rig.log.recovery().losses().getLast().what())
                    .contains("commands behind 1 are lost");
            assertThat(rig.readAll(SHARD)).containsExactly("one", "two");
            assertThat(rig.machine.applied).containsExactly("first");
            command(rig, "instead");
            rig.append(SHARD, "four");
        }
        soundSince(copy, List.of("one", "two", "four"), List.of("first", "instead"));
    }

    @Test
    void lostRecordsDoNotTakeAlongWhatIsBehindThem() throws IOException {
        Path root = directory.resolve("origin");
        Path copy = directory.resolve("copy");
        Files.createDirectories(root);
        try (LogRig rig = new LogRig(root, LogRig.SMALL, 1_000)) {
            command(rig, "first");
            rig.append(SHARD, "one");
            rig.append(SHARD, "two");
            rig.append(SHARD, "three");
            command(rig, "second");
            rig.copyTo(copy);
        }
        Rot.flip(first(copy, "journal"), 4 * BLOCK + 70);
        refused(copy);
        try (LogRig rig = accepted(copy)) {
            assertThat(rig.readAll(SHARD)).containsExactly("one", "three");
            assertThat(rig.machine.applied).containsExactly("first", "second");
        }
        soundSince(copy, List.of("one", "three"), List.of("first", "second"));
    }

    /// What a client may still hold of the lost part, a position or a sequence number, is not given
    /// to anything else.
    @Test
    void theJournalMayBeLostAsAWholeAndNothingOfItIsNumberedTwice() throws IOException {
        Path root = filled(LogRig.SMALL);
        List<Path> files = Rot.files(root.resolve("journal"));
        for (Path file : files) {
            Files.delete(file);
        }
        refused(root);
        List<String> left;
        List<String> words;
        try (LogRig rig = accepted(root)) {
            left = rig.readAll(SHARD);
            words = List.copyOf(rig.machine.applied);
            AppendResult stored = rig.append(SHARD, "since");
            assertThat(stored.firstPosition()).isGreaterThan(1L << 32);
            assertThat(stored.epoch()).isGreaterThan(1000);
        }
        assertThat(left).isNotEmpty().isEqualTo(expected.subList(0, left.size()));
        assertThat(words).isNotEmpty().isEqualTo(commands.subList(0, words.size()));
        List<String> since = new ArrayList<>(left);
        since.add("since");
        soundSince(root, since, words);
    }

    @Test
    void aDamagedBlockOfASegmentIsLeftOutAndTheRestIsRead() throws IOException {
        Path root = filled(LogRig.SMALL);
        Path segment = largest(root);
        // Blocks are of one shard, that of the first stands first.
        Rot.flip(segment, 500);
        try (LogRig rig = new LogRig(root, LogRig.SMALL, 2_000)) {
            assertThatThrownBy(() -> rig.readAll(SHARD)).isInstanceOf(CorruptLogException.class);
        }
        List<String> left = keepsSome(root);
        assertThat(left).hasSizeGreaterThan(RECORDS / 2);
        try (LogRig rig = new LogRig(root, LogRig.SMALL, 4_000)) {
            assertThat(rig.readAll(SIBLING)).isEqualTo(expected);
        }
    }

    /// Facts at both ends, tables, the end of the file: the blocks describe themselves.
    @Test
    void aSegmentIsSavedFromItsBlocks() throws IOException {
        Path root = filled(LogRig.SMALL);
        long size = Files.size(largest(root));
        for (long at : new long[] {10, size - 20, size - 120}) {
            Path copy = Rot.copy(root, directory.resolve("flip" + at));
            Rot.flip(largest(copy), at);
            try (LogRig rig = accepted(copy)) {
                assertThat(rig.log.recovery().losses()).isEmpty();
                assertThat(rig.readAll(SHARD)).isEqualTo(expected);
            }
            soundSince(copy, expected, commands);
        }
        Path both = Rot.copy(root, directory.resolve("both"));
        Rot.flip(largest(both), 10);
        Rot.flip(largest(both), size - 20);
        try (LogRig rig = accepted(both)) {
            assertThat(rig.readAll(SHARD)).isEqualTo(expected);
        }
        soundSince(both, expected, commands);
        Path cut = Rot.copy(root, directory.resolve("cut"));
        // Behind the blocks of the first shard, within those of the second.
        Rot.truncate(largest(cut), size * 2 / 3);
        try (LogRig rig = accepted(cut)) {
            assertThat(rig.log.recovery().losses()).isNotEmpty();
            assertThat(rig.readAll(SHARD)).isEqualTo(expected);
            assertThat(rig.readAll(SIBLING)).hasSizeLessThan(RECORDS).isSubsetOf(expected);
        }
        soundSince(cut, expected, commands);
        Path emptied = Rot.copy(root, directory.resolve("emptied"));
        Rot.truncate(largest(emptied), 0);
        keepsSome(emptied);
    }

    @Test
    void aMissingSegmentIsGivenUp() throws IOException {
        Path root = filled(LogRig.SMALL);
        Files.delete(largest(root));
        refused(root);
        keepsSome(root);
    }

    @Test
    void aCheckpointAndASegmentMayBeDamagedAtOnce() throws IOException {
        Path root = filled(LogRig.SMALL);
        Rot.flip(root.resolve("CHECKPOINT"), 100);
        Rot.flip(largest(root), 500);
        keepsSome(root);
    }

    private static Path largest(Path root) throws IOException {
        Path largest = first(root, "segment");
        for (Path file : Rot.files(root.resolve("segment"))) {
            largest = Files.size(file) > Files.size(largest) ? file : largest;
        }
        return largest;
    }

    /// Some records are lost, and reported; the others are there in order; a next start agrees.
    private List<String> keepsSome(Path root) throws IOException {
        List<String> left;
        try (LogRig rig = accepted(root)) {
            assertThat(rig.log.recovery().losses()).isNotEmpty();
            left = rig.readAll(SHARD);
            assertThat(rig.machine.applied).isEqualTo(commands);
        }
        assertThat(left).hasSizeBetween(1, RECORDS - 1).isSubsetOf(expected);
        assertThat(expected).containsSubsequence(left);
        soundSince(root, left, commands);
        return left;
    }
}
