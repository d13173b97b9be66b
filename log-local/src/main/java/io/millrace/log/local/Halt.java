package io.millrace.log.local;

import io.millrace.log.LogClosedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// When the engine's tasks may work: from the start to the first fault. That is set once, and seen
/// by every step before it acknowledges anything.
///
/// After a failed write or force nobody knows what the disk holds, and a second force may report
/// success for pages that are gone; only a new start, which reads everything back, can tell.
final class Halt {
    private static final Logger LOG = LoggerFactory.getLogger(Halt.class);

    private final AtomicReference<@Nullable Throwable> cause = new AtomicReference<>();
    private final Consumer<Throwable> onFatal;
    private final List<Signal> signals = new ArrayList<>();
    private volatile boolean started;
    private volatile boolean closed;

    Halt(Consumer<Throwable> onFatal) {
        this.onFatal = onFatal;
    }

    /// Names a task to wake at the start and at the end.
    void tell(Signal signal) {
        signals.add(signal);
    }

    /// Lets the tasks begin.
    void start() {
        started = true;
        signals.forEach(Signal::raise);
    }

    boolean isStarted() {
        return started;
    }

    /// Says that the log is being closed in order.
    void close() {
        closed = true;
    }

    /// Whether there is nothing to be had any more, for either reason.
    boolean isClosed() {
        return closed || isStopped();
    }

    boolean isStopped() {
        return cause.get() != null;
    }

    /// Stops the engine; only the first call counts.
    void stop(String where, Throwable fault) {
        if (!cause.compareAndSet(null, fault)) {
            return;
        }
        LOG.error("log stopped: {} failed; nothing is acknowledged from here on", where, fault);
        signals.forEach(Signal::raise);
        onFatal.accept(fault);
    }

    /// What calls and futures fail with.
    LogClosedException exception() {
        Throwable fault = cause.get();
        return new LogClosedException(
                fault == null ? "the log is closed" : "the log stopped: " + fault);
    }
}
