package io.millrace.log.local;

import io.millrace.log.Append;
import io.millrace.log.AppendResult;
import io.millrace.log.Batch;
import io.millrace.log.CommandLog;
import io.millrace.log.Entry;
import io.millrace.log.ShardRef;
import io.millrace.log.Slice;
import io.millrace.log.StateMachine;
import io.millrace.log.Writer;
import io.millrace.log.local.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/// A log of small files in a directory, stepped by the test's own thread.
final class LogRig implements AutoCloseable {
    static final int FILE_BYTES = 64 << 10;

    static final LocalLogConfig SMALL =
            LocalLogConfig.defaults()
                    .withJournal(8 * FILE_BYTES, FILE_BYTES, 2 * FILE_BYTES)
                    .withTails(32 << 10, 100_000)
                    .withMinFreeBytes(0)
                    .withSnapshotMinBytes(4000);

    final Path directory;
    final LocalLog log;
    final Words machine = new Words();
    final CommandLog<Long> commands;
    final List<Throwable> fatal = new ArrayList<>();
    long nowMillis;
    long nowNanos;
    private final Map<ShardRef, Writer> writers = new HashMap<>();

    LogRig(Path directory, LocalLogConfig config, long nowMillis) throws IOException {
        this(directory, new LazyDisk(directory), config, nowMillis);
    }

    LogRig(Path directory, Storage storage, LocalLogConfig config, long nowMillis)
            throws IOException {
        this.directory = directory;
        this.nowMillis = nowMillis;
        this.log =
                LocalLog.open(
                        config,
                        storage,
                        new Surroundings(
                                () -> Instant.ofEpochMilli(this.nowMillis),
                                () -> nowNanos,
                                new Random(nowMillis),
                                fatal::add));
        this.commands = log.start(machine);
        settle();
    }

    /// Runs all tasks until none has anything to do.
    void settle() {
        boolean busy = true;
        while (busy) {
            busy = false;
            for (Task task : log.tasks()) {
                busy |= task.step() == 0;
            }
        }
    }

    /// Lets time pass.
    void pass(long millis) {
        nowMillis += millis;
        nowNanos += millis * 1_000_000;
        settle();
    }

    Writer writer(ShardRef shard) {
        return writers.computeIfAbsent(shard, ref -> settled(log.shards().claim(ref)).writer());
    }

    <T> T settled(CompletableFuture<T> future) {
        settle();
        return future.join();
    }

    AppendResult append(ShardRef shard, String... values) {
        return settled(log.shards().append(List.of(new Append(writer(shard), batch(values)))))
                .getFirst();
    }

    static Batch batch(String... values) {
        Batch.Builder builder = Batch.builder(64);
        for (String value : values) {
            builder.add(null, new byte[0], value.getBytes(StandardCharsets.UTF_8));
        }
        return builder.build();
    }

    /// A value of some size that tells its number.
    static String value(int number, int length) {
        String text = "value " + number + " ";
        return text + "x".repeat(Math.max(0, length - text.length()));
    }

    /// Everything readable of a shard.
    List<String> readAll(ShardRef shard) {
        List<String> values = new ArrayList<>();
        long at = 1;
        while (true) {
            Slice slice = log.shards().read(shard, at, 100, 1 << 20);
            if (slice.entries().isEmpty()) {
                return values;
            }
            slice.entries().forEach(entry -> values.add(text(entry)));
            at = slice.nextPosition();
        }
    }

    static String text(Entry entry) {
        return new String(
                entry.array(), entry.valueOffset(), entry.valueLength(), StandardCharsets.UTF_8);
    }

    /// What a power cut would leave, as a directory of its own; this log goes on.
    Path copyTo(Path target) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.toList()) {
                Path copy = target.resolve(directory.relativize(each).toString());
                if (Files.isDirectory(each)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(each, copy);
                }
            }
        }
        return target;
    }

    @Override
    public void close() {
        log.close();
    }

    /// Remembers commands.
    static final class Words implements StateMachine<Long> {
        final List<String> applied = new ArrayList<>();

        @Override
        public void restore(InputStream snapshot) throws IOException {
            applied.clear();
            String all = new String(snapshot.readAllBytes(), StandardCharsets.UTF_8);
            if (!all.isEmpty()) {
                applied.addAll(List.of(all.split("\n")));
            }
        }

        @Override
        public Long apply(long index, ByteBuffer command) {
            byte[] bytes = new byte[command.remaining()];
            command.get(bytes);
            applied.add(new String(bytes, StandardCharsets.UTF_8));
            return index;
        }

        @Override
        public void snapshot(OutputStream target) throws IOException {
            target.write(String.join("\n", applied).getBytes(StandardCharsets.UTF_8));
        }
    }
}
