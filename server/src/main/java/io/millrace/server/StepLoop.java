package io.millrace.server;

import java.io.Closeable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Calls a step again and again, when it wants to be called, on a thread of its own.
final class StepLoop implements Closeable {
    private final LongSupplier step;
    private final Consumer<Throwable> broken;
    private final Thread thread;
    private volatile boolean stopping;

    /// @param step does what is due and returns milliseconds until it wants to be called again
    /// @param broken told if a step throws, which ends the loop
    StepLoop(String name, LongSupplier step, Consumer<Throwable> broken) {
        this.step = step;
        this.broken = broken;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    StepLoop start() {
        thread.start();
        return this;
    }

    private void run() {
        try {
            while (!stopping) {
                LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(step.getAsLong()));
            }
        } catch (RuntimeException | Error e) {
            if (!stopping) {
                broken.accept(e);
            }
        }
    }

    /// Lets the current step end; none follows.
    @Override
    public void close() {
        stopping = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
