package io.millrace.log.local;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/// One platform thread for each task of a log: runs a step, then parks until the task wants the
/// next.
///
/// Platform threads, because forcing a file holds its carrier and an interrupt would close the
/// file; nobody ever interrupts these.
public final class EngineThreads implements Closeable {
    /// Enough for a fast disk, few enough for a slow one.
    private static final int READERS = 4;

    private final List<Thread> threads = new ArrayList<>();
    private final ExecutorService readers =
            Executors.newFixedThreadPool(
                    READERS, Thread.ofPlatform().name("log-reader-", 0).daemon().factory());
    private volatile boolean stopping;

    private EngineThreads() {}

    /// Starts a thread per task; {@link LocalLog#close} ends them.
    public static EngineThreads start(LocalLog log) {
        EngineThreads started = new EngineThreads();
        log.endBeforeClosing(started);
        log.readOn(started.readers);
        for (Task task : log.tasks()) {
            Thread thread =
                    Thread.ofPlatform()
                            .name("log-" + task.name())
                            .daemon()
                            .unstarted(() -> started.run(task));
            task.wakeBy(() -> LockSupport.unpark(thread));
            started.threads.add(thread);
        }
        started.threads.forEach(Thread::start);
        return started;
    }

    private void run(Task task) {
        while (!stopping) {
            long nanos = task.step();
            if (stopping) {
                return;
            }
            // A wake-up between the step and here leaves its permit, so none is lost.
            if (nanos == Long.MAX_VALUE) {
                LockSupport.park(this);
            } else if (nanos > 0) {
                LockSupport.parkNanos(this, nanos);
            }
        }
    }

    /// Ends every thread after the step it is in, and waits for that. Idempotent.
    @Override
    public void close() {
        stopping = true;
        threads.forEach(LockSupport::unpark);
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive() && thread != Thread.currentThread()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        readers.shutdown();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
