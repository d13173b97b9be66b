package io.millrace.bench;

import io.millrace.log.Append;
import io.millrace.log.AppendResult;
import io.millrace.log.Batch;
import io.millrace.log.ShardLogs;
import io.millrace.log.ShardRef;
import io.millrace.log.StateMachine;
import io.millrace.log.Writer;
import io.millrace.log.local.LocalLog;
import io.millrace.log.local.LocalLogConfig;
import io.millrace.log.local.Surroundings;
import io.millrace.log.local.storage.DiskStorage;
import io.millrace.log.local.storage.MemoryStorage;
import io.millrace.log.local.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/// The path of an acknowledged record without HTTP: 500 records of 1 KiB over all shards, appended
/// by eight threads that each wait for their answer. An operation is a record.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Threads(8)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx1g", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"})
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 3, time = 5)
public class JournalAppendBenchmark {
    private static final int RECORDS = 500;
    private static final int RECORD_BYTES = 1024;
    private static final long MEMORY_BYTES = 768L << 20;

    /// `disk`: a sync for each group. `memory`: the same code, without a disk.
    @Param({"disk", "memory"})
    private String storage = "disk";

    @Param({"16", "5000"})
    private int shards = 16;

    private @Nullable Path directory;
    private @Nullable LocalLog log;
    private final List<Writer> writers = new ArrayList<>();
    private final byte[] noise = new byte[1 << 20];

    /// Accepts every command and keeps nothing: there are none here.
    private static final class Nothing implements StateMachine<Long> {
        @Override
        public void restore(InputStream snapshot) {
            // There is no state.
        }

        @Override
        public Long apply(long index, ByteBuffer command) {
            return index;
        }

        @Override
        public void snapshot(OutputStream target) {
            // There is no state.
        }
    }

    /// Opens a log in a fresh directory and claims its shards.
    @Setup
    public void open() throws IOException {
        new SplittableRandom(1).nextBytes(noise);
        Surroundings outside =
                new Surroundings(
                        InstantSource.system(),
                        System::nanoTime,
                        new SplittableRandom(2),
                        fault -> System.err.println("the log stopped: " + fault));
        LocalLog opened =
                storage.equals("disk")
                        ? LocalLog.open(LocalLogConfig.defaults(), disk(), outside)
                        : LocalLog.open(
                                LocalLogConfig.inMemory(MEMORY_BYTES),
                                new MemoryStorage(MEMORY_BYTES),
                                outside);
        log = opened;
        var _ = opened.start(new Nothing());
        for (int shard = 0; shard < shards; shard++) {
            writers.add(opened.shards().claim(new ShardRef(1, shard)).join().writer());
        }
    }

    private Storage disk() throws IOException {
        directory = Files.createTempDirectory("millrace-jmh");
        return DiskStorage.open(directory);
    }

    /// Closes the log and removes its directory.
    @TearDown
    public void close() throws IOException {
        if (log != null) {
            log.close();
        }
        writers.clear();
        if (directory != null) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /// What each thread has of its own.
    @State(Scope.Thread)
    public static class Caller {
        private final SplittableRandom random = new SplittableRandom();
    }

    /// Encodes and appends 500 records, and waits until all of them are durable.
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public List<AppendResult> append(Caller caller) {
        int touched = Math.min(shards, RECORDS);
        int first = caller.random.nextInt(shards);
        List<Append> appends = new ArrayList<>(touched);
        for (int i = 0; i < touched; i++) {
            int records = RECORDS / touched + (i < RECORDS % touched ? 1 : 0);
            Batch.Builder batch = Batch.builder(records * (RECORD_BYTES + 32));
            for (int record = 0; record < records; record++) {
                int offset = caller.random.nextInt(noise.length - RECORD_BYTES);
                batch.add(null, new byte[16], noise, offset, RECORD_BYTES);
            }
            appends.add(new Append(writers.get((first + i) % shards), batch.build()));
        }
        ShardLogs logs = java.util.Objects.requireNonNull(log).shards();
        List<AppendResult> results = logs.append(appends).join();
        for (AppendResult result : results) {
            if (result.outcome() != AppendResult.Outcome.STORED) {
                throw new IllegalStateException("refused: " + result);
            }
        }
        return results;
    }
}
