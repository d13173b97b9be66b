package io.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.log.Append;
import io.millrace.log.AppendResult;
import io.millrace.log.Batch;
import io.millrace.log.Claim;
import io.millrace.log.CommandLog;
import io.millrace.log.CorruptLogException;
import io.millrace.log.Entry;
import io.millrace.log.ShardRef;
import io.millrace.log.Slice;
import io.millrace.log.StateMachine;
import io.millrace.log.local.EngineThreads;
import io.millrace.log.local.LocalLog;
import io.millrace.log.local.LocalLogConfig;
import io.millrace.log.local.Surroundings;
import io.millrace.log.local.storage.DiskStorage;
import io.millrace.log.local.storage.MemoryStorage;
import io.millrace.log.local.storage.Storage;
import io.millrace.log.local.storage.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Damages every region of a small data directory, one place at a time: the result is unharmed, or
/// refused with a report, and never silently different. After a crash the last group may be cut,
/// and is reported. Where an operator accepts the loss, what is left is served and nothing else.
class DamageTest {
    private static final int FILE = 64 << 10;

    /// So small that files are flushed and recycled all the time.
    private static final LocalLogConfig SMALL =
            new LocalLogConfig(4L * FILE, FILE, FILE, 1 << 20, 1000, 0, 1 << 20, 4, 0, false);

    /// So large that nothing is flushed and no snapshot taken, hence no checkpoint knows of the
    /// last group.
    private static final LocalLogConfig LARGE =
            SMALL.withJournal(64L * FILE, FILE, FILE).withSnapshotMinBytes(1 << 20);

    private static final int SHARDS = 3;

    /// Accepting takes longer than refusing.
    private static final int ACCEPTED_EVERY = 20;

    @TempDir Path directory;

    private final TreeMap<Integer, List<String>> records = new TreeMap<>();
    private final List<String> commands = new ArrayList<>();
    private final Random random = new Random(20130212);
    private int refusals;
    private int accepted;

    private enum Verdict {
        UNHARMED,
        REFUSED,
        CUT
    }

    @Test
    void afterACleanStopEveryDamageIsUnharmedOrRefused() throws IOException {
        write(true);
        Map<Verdict, Integer> verdicts = damageEverything(load(), false);
        assertThat(verdicts).containsKeys(Verdict.UNHARMED, Verdict.REFUSED);
        assertThat(verdicts).doesNotContainKey(Verdict.CUT);
        assertThat(accepted).isGreaterThan(refusals / ACCEPTED_EVERY / 2);
    }

    @Test
    void afterACrashOnlyTheLastGroupIsCutAndThatIsReported() throws IOException {
        write(false);
        Map<Verdict, Integer> verdicts = damageEverything(load(), true);
        assertThat(verdicts).containsKeys(Verdict.UNHARMED, Verdict.REFUSED, Verdict.CUT);
    }

    /// Fills the directory until segments, command segments and a snapshot stand beside the
    /// journal, then adds a little in a second run, which ends cleanly or not.
    private void write(boolean clean) throws IOException {
        run(SMALL, 160, 6000, true);
        run(LARGE, 3, 100, clean);
    }

    private void run(LocalLogConfig config, int count, int mostBytes, boolean clean)
            throws IOException {
        LocalLog log = LocalLog.open(config, DiskStorage.open(directory), surroundings());
        CommandLog<Integer> commandLog = log.start(new Commands(new ArrayList<>()));
        EngineThreads threads = EngineThreads.start(log);
        List<Claim> claims = new ArrayList<>();
        for (int shard = 0; shard < SHARDS; shard++) {
            claims.add(log.shards().claim(new ShardRef(1, shard)).join());
        }
        for (int i = 0; i < count; i++) {
            String command = "command " + commands.size();
            commandLog.propose(command.getBytes(StandardCharsets.UTF_8)).join();
            commands.add(command);
            int shard = i % SHARDS;
            String text = "record " + i + " " + "x".repeat(random.nextInt(mostBytes));
            append(log, claims.get(shard), text);
            records.computeIfAbsent(shard, s -> new ArrayList<>()).add(text);
        }
        if (clean) {
            log.close();
        } else {
            threads.close();
        }
    }

    private static void append(LocalLog log, Claim claim, String text) {
        Batch batch =
                Batch.builder(text.length())
                        .add(null, new byte[0], text.getBytes(StandardCharsets.UTF_8))
                        .build();
        AppendResult result =
                log.shards().append(List.of(new Append(claim.writer(), batch))).join().getFirst();
        assertThat(result.outcome()).isEqualTo(AppendResult.Outcome.STORED);
    }

    private static Surroundings surroundings() {
        return new Surroundings(
                InstantSource.system(), System::nanoTime, new Random(7), fault -> {});
    }

    private Map<String, byte[]> load() throws IOException {
        TreeMap<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(directory)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                String name = directory.relativize(file).toString();
                if (!name.endsWith("LOCK") && !name.endsWith("lock")) {
                    files.put(name, Files.readAllBytes(file));
                }
            }
        }
        assertThat(files.keySet())
                .anyMatch(name -> name.startsWith("journal/"))
                .anyMatch(name -> name.startsWith("segment/"))
                .anyMatch(name -> name.startsWith("command/") || name.startsWith("snapshot/"));
        return files;
    }

    private Map<Verdict, Integer> damageEverything(Map<String, byte[]> files, boolean crashed)
            throws IOException {
        Map<Verdict, Integer> verdicts = new TreeMap<>();
        for (String name : files.keySet()) {
            byte[] whole = files.get(name);
            for (int at = 0; at < whole.length; at += step(at, whole.length)) {
                byte[] flipped = whole.clone();
                flipped[at] ^= (byte) (1 << random.nextInt(8));
                count(verdicts, files, name, flipped, "flip at " + at, crashed);
                byte[] cut = Arrays.copyOf(whole, at);
                count(verdicts, files, name, cut, "cut at " + at, crashed);
            }
        }
        return verdicts;
    }

    /// Every byte where headers and footers of files are, some where frames begin, then strides
    /// that meet every block.
    private static int step(int at, int length) {
        if (at < 48 || length - at < 48) {
            return 1;
        }
        return at % 4096 < 130
                ? 13
                : Math.min(1361, Math.min(Math.max(1, length - 48 - at), 4096 - at % 4096));
    }

    private void count(
            Map<Verdict, Integer> verdicts,
            Map<String, byte[]> files,
            String name,
            byte[] damaged,
            String what,
            boolean crashed)
            throws IOException {
        TreeMap<String, byte[]> copy = new TreeMap<>(files);
        copy.put(name, damaged);
        Verdict verdict = open(copy, name + ", " + what, crashed);
        verdicts.merge(verdict, 1, Integer::sum);
        if (verdict == Verdict.REFUSED && refusals++ % ACCEPTED_EVERY == 0) {
            accept(copy, name + ", " + what);
        }
    }

    /// What is left is a part from the front of the commands and some of the records, in order; and
    /// the next start agrees without being told to accept anything.
    private void accept(Map<String, byte[]> files, String what) throws IOException {
        Storage storage = storage(files);
        List<String> applied = new ArrayList<>();
        List<List<String>> left = new ArrayList<>();
        try (LocalLog log = LocalLog.open(LARGE.withAcceptLoss(true), storage, surroundings())) {
            log.start(new Commands(applied));
            for (int shard = 0; shard < SHARDS; shard++) {
                left.add(read(log, shard));
            }
        } catch (CorruptLogException beyondAcceptance) {
            assertThat(beyondAcceptance.getMessage()).as(what).contains("from a backup");
            return;
        }
        accepted++;
        assertThat(applied).as(what).isEqualTo(commands.subList(0, applied.size()));
        for (int shard = 0; shard < SHARDS; shard++) {
            if (!left.get(shard).isEmpty()) {
                assertThat(records.get(shard)).as(what).containsSubsequence(left.get(shard));
            }
        }
        List<String> appliedLater = new ArrayList<>();
        try (LocalLog log = LocalLog.open(LARGE, storage, surroundings())) {
            log.start(new Commands(appliedLater));
            assertThat(log.recovery().losses()).as(what).isEmpty();
            assertThat(appliedLater).as(what).isEqualTo(applied);
            for (int shard = 0; shard < SHARDS; shard++) {
                assertThat(read(log, shard)).as(what).isEqualTo(left.get(shard));
            }
        }
    }

    private static Storage storage(Map<String, byte[]> files) throws IOException {
        Storage storage = new MemoryStorage(64 << 20);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            try (StoredFile copy = storage.create(file.getKey())) {
                copy.write(0, ByteBuffer.wrap(file.getValue()));
            }
        }
        return storage;
    }

    private Verdict open(Map<String, byte[]> files, String what, boolean crashed)
            throws IOException {
        try (LocalLog log = LocalLog.open(LARGE, storage(files), surroundings())) {
            List<String> replayed = new ArrayList<>();
            log.start(new Commands(replayed));
            boolean cut = !log.recovery().torn().isEmpty();
            assertThat(cut && !crashed).as("cut after a clean stop: %s", what).isFalse();
            boolean missing = check(replayed, commands, cut, what);
            boolean refused = false;
            for (int shard = 0; shard < SHARDS; shard++) {
                try {
                    missing |=
                            check(
                                    read(log, shard),
                                    records.getOrDefault(shard, List.of()),
                                    cut,
                                    what);
                } catch (CorruptLogException reported) {
                    assertThat(reported.getMessage()).as(what).isNotBlank();
                    refused = true;
                }
            }
            assertThat(missing && !cut).isFalse();
            return refused ? Verdict.REFUSED : cut ? Verdict.CUT : Verdict.UNHARMED;
        } catch (CorruptLogException reported) {
            assertThat(reported.getMessage()).as(what).isNotBlank();
            return Verdict.REFUSED;
        }
    }

    /// @return whether the newest one is missing, which only a cut may cause
    private static boolean check(
            List<String> found, List<String> expected, boolean cut, String what) {
        if (cut && found.size() == expected.size() - 1) {
            assertThat(found).as(what).isEqualTo(expected.subList(0, found.size()));
            return true;
        }
        assertThat(found).as(what).isEqualTo(expected);
        return false;
    }

    private static List<String> read(LocalLog log, int shard) {
        List<String> found = new ArrayList<>();
        ShardRef ref = new ShardRef(1, shard);
        long position = 1;
        while (true) {
            Slice slice = log.shards().read(ref, position, 10, 1 << 20);
            if (slice.entries().isEmpty()) {
                return found;
            }
            for (Entry entry : slice.entries()) {
                found.add(
                        new String(
                                entry.array(),
                                entry.valueOffset(),
                                entry.valueLength(),
                                StandardCharsets.UTF_8));
            }
            position = slice.nextPosition();
        }
    }

    /// Keeps the commands themselves.
    private record Commands(List<String> applied) implements StateMachine<Integer> {
        @Override
        public void restore(InputStream snapshot) throws IOException {
            applied.clear();
            String text = new String(snapshot.readAllBytes(), StandardCharsets.UTF_8);
            if (!text.isEmpty()) {
                applied.addAll(Arrays.asList(text.split("\n")));
            }
        }

        @Override
        public Integer apply(long index, ByteBuffer command) {
            applied.add(StandardCharsets.UTF_8.decode(command).toString());
            if (applied.size() != index) {
                throw new UncheckedIOException(
                        new IOException("command " + index + " after " + applied.size()));
            }
            return applied.size();
        }

        @Override
        public void snapshot(OutputStream target) throws IOException {
            target.write(String.join("\n", applied).getBytes(StandardCharsets.UTF_8));
        }
    }
}
