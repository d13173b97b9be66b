package io.millrace.log.local;

import io.millrace.log.CommandLog;
import io.millrace.log.LogEngine;
import io.millrace.log.ShardLogs;
import io.millrace.log.StateMachine;
import io.millrace.log.local.checkpoint.Checkpoint;
import io.millrace.log.local.journal.FrameEntry;
import io.millrace.log.local.journal.FrameHeader;
import io.millrace.log.local.journal.JournalHeader;
import io.millrace.log.local.storage.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/// The back end on one directory: a shared group-commit journal, in-memory shard tails, and
/// immutable segment files per stream.
///
/// ```
///  append, seal, claim, propose            read, firstAtOrAfter, bounds, await
///        |                                          |            |
///   RequestQueue                                ShardTail   SegmentFiles
///        |                                          ^            ^
///   Sequencer --frame, force--> Journal files       |            |
///        |                          |   ^           |            |
///     Handover                      |   +-- JournalKeeper        |
///        |                          +-----> Flusher -------------+--> CHECKPOINT
///    Publisher -------------------------------------+        Janitor
/// ```
///
/// **Durable** means: in a frame of the journal that was forced to the disk (`fdatasync`) before
/// the future completed. What is durable survives a power cut; what is readable is durable.
///
/// **Order.** Calls on one shard are carried out as they were made, and so are commands. An append
/// of more than a sixteenth of a journal file lets calls on other shards, and commands, pass, so
/// that it takes no more than a quarter of the journal from them.
///
/// Opening makes no thread. The log works while somebody runs its {@link #tasks()}: {@link
/// EngineThreads} in a server, a simulation in tests. Methods of the contract are safe for use by
/// many threads; {@link #start} and {@link #close} are called by one.
public final class LocalLog implements LogEngine {
    private final Storage storage;
    private final LocalLogConfig config;
    private final Closeable lock;
    private final RecoveryReport report;
    private final Engine engine;
    private final List<Closeable> endFirst = new ArrayList<>();
    private boolean started;
    private boolean closed;

    private LocalLog(LocalLogConfig config, Storage storage, Surroundings outside, Closeable lock)
            throws IOException {
        this.config = config;
        this.storage = storage;
        this.lock = lock;
        Recovered found = new Recovery(config, storage).run();
        this.report = found.report();
        this.engine = new Engine(config, storage, outside, found);
    }

    /// Takes the directory and finds out what it holds.
    ///
    /// @param storage closed with the log
    /// @throws io.millrace.log.CorruptLogException if the directory is damaged or not one of ours;
    ///   the message is for the operator
    /// @throws IOException if another process has the directory, or it cannot be read
    public static LocalLog open(LocalLogConfig config, Storage storage, Surroundings outside)
            throws IOException {
        Closeable lock = storage.lock();
        try {
            return new LocalLog(config, storage, outside, lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /// What opening found.
    public RecoveryReport recovery() {
        return report;
    }

    /// The work to be run beside the callers, each task by one thread at a time.
    public List<Task> tasks() {
        return engine.tasks();
    }

    /// Numbers for metrics.
    public LogStats stats() {
        return engine.stats(report);
    }

    /// Says where reads of the disk are done; on the caller's thread unless told.
    void readOn(Executor executor) {
        engine.disk().executor(executor);
    }

    /// Names what runs the tasks, to be ended before the log closes.
    void endBeforeClosing(Closeable runner) {
        endFirst.add(runner);
    }

    /// The engine's checkpoint as last written; what a backup starts from.
    Checkpoint checkpoint() {
        return engine.checkpoints().last();
    }

    @Override
    public synchronized <R> CommandLog<R> start(StateMachine<R> machine) {
        if (started) {
            throw new IllegalStateException("the log was started before");
        }
        started = true;
        try {
            CommandFold<R> fold = engine.open(machine);
            return new LocalCommandLog<>(
                    fold,
                    engine.queue(),
                    engine.halt(),
                    maxEntryBytes(config) - FrameEntry.COMMAND_BYTES);
        } catch (IOException e) {
            engine.halt().stop("start", e);
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized ShardLogs shards() {
        if (!started) {
            throw new IllegalStateException("the log is not started");
        }
        return engine.shardLogs();
    }

    /// Bytes of the largest entry, its header included, that fits into a frame.
    static int maxEntryBytes(LocalLogConfig config) {
        return config.journalFileBytes() - JournalHeader.BYTES - FrameHeader.BYTES;
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        try {
            engine.queue().close();
            for (Closeable runner : endFirst) {
                runner.close();
            }
            engine.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            release();
        }
    }

    private void release() {
        try (storage;
                lock) {
            engine.failWaiters();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
