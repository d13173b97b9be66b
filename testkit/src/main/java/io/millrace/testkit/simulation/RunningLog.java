package io.millrace.testkit.simulation;

import io.millrace.log.CommandLog;
import io.millrace.log.CorruptLogException;
import io.millrace.log.ShardLogs;
import io.millrace.log.local.LocalLog;
import io.millrace.log.local.LocalLogConfig;
import io.millrace.log.local.Surroundings;
import io.millrace.log.local.Task;
import io.millrace.log.local.storage.Storage;
import io.millrace.testkit.Journaling;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One life of the engine: opened, started, and stepped by hand.
final class RunningLog {
    private final Journaling machine;
    private final LocalLog log;
    private final CommandLog<Long> commands;
    private @Nullable Throwable fatal;

    /// @throws CorruptLogException if the engine refuses the directory
    /// @throws IOException if the disk failed meanwhile
    RunningLog(
            LocalLogConfig config,
            Storage storage,
            InstantSource clock,
            LongSupplier nanos,
            RandomGenerator random)
            throws IOException {
        machine = new Journaling();
        log =
                LocalLog.open(
                        config,
                        storage,
                        new Surroundings(clock, nanos, random, fault -> fatal = fault));
        commands = log.start(machine);
    }

    LocalLog log() {
        return log;
    }

    ShardLogs shards() {
        return log.shards();
    }

    CommandLog<Long> commands() {
        return commands;
    }

    Journaling machine() {
        return machine;
    }

    /// What stopped the engine for good; null as long as it runs.
    @Nullable Throwable fatal() {
        return fatal;
    }

    List<Task> tasks() {
        return log.tasks();
    }

    /// Runs all tasks in turn, a bounded number of times.
    ///
    /// @param afterEach called after every step
    void work(int rounds, Runnable afterEach) {
        for (int i = 0; i < rounds; i++) {
            for (Task task : tasks()) {
                task.step();
                afterEach.run();
            }
        }
    }
}
