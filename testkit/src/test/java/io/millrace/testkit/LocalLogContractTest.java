package io.millrace.testkit;

import io.millrace.log.CommandLog;
import io.millrace.log.LogEngine;
import io.millrace.log.ShardLogs;
import io.millrace.log.StateMachine;
import io.millrace.log.local.EngineThreads;
import io.millrace.log.local.LocalLog;
import io.millrace.log.local.LocalLogConfig;
import io.millrace.log.local.Surroundings;
import io.millrace.log.local.storage.DiskStorage;
import io.millrace.log.local.storage.MemoryStorage;
import io.millrace.log.local.storage.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/// Runs the contract over the local engine, with budgets so small that entries move to segments and
/// journal files come round again all the time.
final class LocalLogContractTest {
    private static final int LARGE_FILE_BYTES = 16 << 20;
    private static final int SMALL_FILE_BYTES = 256 << 10;

    /// Opens a fresh view of one storage each time.
    @FunctionalInterface
    private interface Opening {
        Storage open() throws IOException;
    }

    private static BackEnd over(Opening storage, int fileBytes) {
        LocalLogConfig config =
                LocalLogConfig.defaults()
                        .withJournal(4L * fileBytes, fileBytes, fileBytes)
                        .withTails(64 << 10, 1000)
                        .withMinFreeBytes(0)
                        .withSnapshotMinBytes(0);
        return clock -> open(storage, config, clock);
    }

    private static LogEngine open(Opening storage, LocalLogConfig config, InstantSource clock)
            throws IOException {
        Surroundings outside =
                new Surroundings(
                        clock, System::nanoTime, new Random(7), Throwable::printStackTrace);
        return new Threaded(LocalLog.open(config, storage.open(), outside));
    }

    /// A log that gets its threads when it is started, as a server does it.
    private record Threaded(LocalLog log) implements LogEngine {
        @Override
        public <R> CommandLog<R> start(StateMachine<R> machine) {
            CommandLog<R> commands = log.start(machine);
            EngineThreads.start(log);
            return commands;
        }

        @Override
        public ShardLogs shards() {
            return log.shards();
        }

        @Override
        public void close() {
            log.close();
        }
    }

    private static BackEnd inMemory(int fileBytes) {
        MemoryStorage storage = new MemoryStorage(200 << 20);
        return over(() -> storage, fileBytes);
    }

    @Nested
    final class WritesInMemory extends ShardLogContract {
        @Override
        protected BackEnd backEnd() {
            return inMemory(LARGE_FILE_BYTES);
        }
    }

    @Nested
    final class ReadsInMemory extends ShardReadContract {
        @Override
        protected BackEnd backEnd() {
            return inMemory(SMALL_FILE_BYTES);
        }
    }

    @Nested
    final class CommandsInMemory extends CommandLogContract {
        @Override
        protected BackEnd backEnd() {
            return inMemory(LARGE_FILE_BYTES);
        }
    }

    @Nested
    final class ThreadsInMemory extends ConcurrencyContract {
        @Override
        protected BackEnd backEnd() {
            return inMemory(SMALL_FILE_BYTES);
        }
    }

    @Nested
    final class WritesOnDisk extends ShardLogContract {
        @TempDir private Path directory;

        @Override
        protected BackEnd backEnd() {
            return over(() -> DiskStorage.open(directory), LARGE_FILE_BYTES);
        }
    }

    @Nested
    final class ReadsOnDisk extends ShardReadContract {
        @TempDir private Path directory;

        @Override
        protected BackEnd backEnd() {
            return over(() -> DiskStorage.open(directory), SMALL_FILE_BYTES);
        }
    }

    @Nested
    final class CommandsOnDisk extends CommandLogContract {
        @TempDir private Path directory;

        @Override
        protected BackEnd backEnd() {
            return over(() -> DiskStorage.open(directory), LARGE_FILE_BYTES);
        }
    }

    @Nested
    final class ThreadsOnDisk extends ConcurrencyContract {
        @TempDir private Path directory;

        @Override
        protected BackEnd backEnd() {
            return over(() -> DiskStorage.open(directory), SMALL_FILE_BYTES);
        }
    }
}
