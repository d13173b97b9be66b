package io.millrace.cli.put;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One line on a terminal, written over again and again until closed.
public final class ProgressDisplay implements AutoCloseable {
    private static final String LINE_START_AND_ERASE = "\r\u001b[K";

    private final PrintWriter terminal;
    private final Duration every;
    private final Supplier<String> line;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final @Nullable Thread thread;

    /// @param shown whether to show anything at all
    public ProgressDisplay(
            PrintWriter terminal, boolean shown, Duration every, Supplier<String> line) {
        this.terminal = terminal;
        this.every = every;
        this.line = line;
        this.thread =
                shown ? Thread.ofPlatform().daemon().name("progress").start(this::show) : null;
    }

    private void show() {
        try {
            while (!closed.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
                terminal.print(LINE_START_AND_ERASE + line.get());
                terminal.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        terminal.print(LINE_START_AND_ERASE);
        terminal.flush();
    }

    @Override
    public void close() {
        closed.countDown();
        if (thread != null) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
