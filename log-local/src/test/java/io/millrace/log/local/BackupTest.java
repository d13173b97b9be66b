package io.millrace.log.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.log.Append;
import io.millrace.log.AppendResult;
import io.millrace.log.CorruptLogException;
import io.millrace.log.ShardRef;
import io.millrace.log.Writer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {
    private static final ShardRef SHARD = new ShardRef(7, 0);

    @TempDir Path directory;

    private Path at(String name) throws IOException {
        return Files.createDirectories(directory.resolve(name));
    }

    private List<String> fill(LogRig rig, int count) {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String value = LogRig.value(i, 600);
            expected.add(value);
            rig.append(SHARD, value);
            rig.settled(rig.commands.propose(("command " + i).getBytes(StandardCharsets.UTF_8)));
        }
        return expected;
    }

    @Test
    void aRestoredBackupHoldsEverythingThatWasAcknowledged() throws IOException {
        Path target = at("target");
        List<String> expected;
        try (LogRig rig = new LogRig(at("origin"), LogRig.SMALL, 1_000)) {
            expected = fill(rig, 1_000);
            Backup.Copy copy = Backup.run(new LazyDisk(rig.directory), new LazyDisk(target));
            assertThat(copy.files()).isGreaterThan(2);
            rig.append(SHARD, "later");
        }
        try (LogRig rig = new LogRig(target, LogRig.SMALL, 1_000)) {
            assertThat(rig.readAll(SHARD)).isEqualTo(expected);
            assertThat(rig.machine.applied).hasSize(1_000);
            assertThat(rig.log.recovery().torn()).isEmpty();
        }
        assertThatThrownBy(() -> Backup.run(new LazyDisk(at("origin")), new LazyDisk(target)))
                .hasMessageContaining("name an empty one");
    }

    @Test
    void aBackupOfABusyServerHoldsAPrefix() throws Exception {
        Path origin = at("origin");
        AtomicInteger acknowledged = new AtomicInteger();
        AtomicBoolean enough = new AtomicBoolean();
        int before;
        LogRig.Words machine = new LogRig.Words();
        try (LocalLog log =
                LocalLog.open(
                        LogRig.SMALL,
                        new LazyDisk(origin),
                        new Surroundings(
                                InstantSource.system(), System::nanoTime, new Random(), _ -> {}))) {
            EngineThreads.start(log);
            log.start(machine);
            Writer writer = log.shards().claim(SHARD).join().writer();
            Thread load = Thread.ofPlatform().start(() -> load(log, writer, acknowledged, enough));
            while (acknowledged.get() < 1_000) {
                Thread.onSpinWait();
            }
            before = acknowledged.get();
            Backup.run(new LazyDisk(origin), new LazyDisk(at("target")));
            enough.set(true);
            load.join();
        }
        try (LogRig rig = new LogRig(at("target"), LogRig.SMALL, 1_000)) {
            List<String> found = rig.readAll(SHARD);
            assertThat(found).hasSizeGreaterThanOrEqualTo(before);
            for (int i = 0; i < found.size(); i++) {
                assertThat(found.get(i)).startsWith("value " + i + " ");
            }
        }
    }

    private static void load(
            LocalLog log, Writer writer, AtomicInteger acknowledged, AtomicBoolean enough) {
        for (int i = 0; !enough.get(); i++) {
            CompletableFuture<List<AppendResult>> future =
                    log.shards()
                            .append(
                                    List.of(
                                            new Append(
                                                    writer, LogRig.batch(LogRig.value(i, 600)))));
            try {
                future.join();
            } catch (CompletionException e) {
                return;
            }
            acknowledged.incrementAndGet();
        }
    }

    @Test
    void anInspectionNamesWhatIsThereAndWhatIsDamaged() throws IOException {
        Path origin = at("origin");
        try (LogRig rig = new LogRig(origin, LogRig.SMALL, 1_000)) {
            fill(rig, 1_000);
            rig.settled(rig.log.shards().seal(rig.writer(SHARD)));
        }
        Inspection sound = DirectoryInspector.inspect(new LazyDisk(origin));
        assertThat(sound.isSound()).as("%s", sound.damages()).isTrue();
        assertThat(sound.segments()).isNotEmpty();
        assertThat(sound.commandFiles()).isNotEmpty();
        assertThat(sound.shards()).hasSize(1);
        Inspection.ShardPart shard = sound.shards().getFirst();
        assertThat(shard.entries()).isEqualTo(1_000);
        assertThat(shard.firstPosition()).isEqualTo(1);
        assertThat(shard.nextPosition()).isEqualTo(1_001);
        assertThat(shard.sealed()).isTrue();
        assertThat(sound.lines().getLast()).isEqualTo("sound");

        String segment = sound.segments().getFirst().file();
        flip(origin.resolve(segment), sound.segments().getFirst().bytes() / 2);
        String journal = sound.journal().getFirst().file();
        flip(origin.resolve(journal), 4096 + 30);
        Inspection damaged = DirectoryInspector.inspect(new LazyDisk(origin));
        assertThat(damaged.damages())
                .extracting(RecoveryReport.Damage::file)
                .contains(segment, journal);
        assertThatThrownBy(() -> Backup.run(new LazyDisk(origin), new LazyDisk(at("target"))))
                .isInstanceOf(CorruptLogException.class);
    }

    private static void flip(Path file, long offset) throws IOException {
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.seek(offset);
            int value = access.read();
            access.seek(offset);
            access.write(value ^ 4);
        }
    }
}
