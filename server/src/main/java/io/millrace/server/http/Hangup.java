package io.millrace.server.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/// Notices that a client of HTTP/1.1 closes its side of the connection while its answer comes in
/// pieces and there may be nothing to write for a while.
///
/// Jetty reads nothing while a request is answered, so the end would show only at the second write
/// behind it: the first is taken by the kernel, and refused by the other one. What a client sends
/// instead of the end, such as its next request, is not looked at: the connection is closed behind
/// the answer. Then the watch is over, and writes have to tell.
final class Hangup implements Callback {
    private static final int GLANCE_BYTES = 512;

    private final EndPoint connection;
    private final Consumer<Throwable> told;
    private boolean stopped;

    /// @param told hears of the end, at most once, on a thread that must not be held up
    Hangup(EndPoint connection, Consumer<Throwable> told) {
        this.connection = connection;
        this.told = told;
    }

    /// Begins, or goes on; without effect where somebody else reads.
    synchronized void watch() {
        if (!stopped) {
            var _ = connection.tryFillInterested(this);
        }
    }

    /// Leaves the connection to whoever reads next. Idempotent.
    void stop() {
        synchronized (this) {
            if (stopped) {
                return;
            }
            stopped = true;
        }
        if (connection instanceof AbstractEndPoint watched) {
            var _ = watched.getFillInterest().onFail(new EofException("answered"));
        }
    }

    private synchronized boolean watching() {
        return !stopped;
    }

    /// There is something to read, or the end.
    @Override
    public void succeeded() {
        if (!watching()) {
            return;
        }
        try {
            ByteBuffer glance = BufferUtil.allocate(GLANCE_BYTES);
            int read = connection.fill(glance);
            if (read < 0) {
                told.accept(new EofException("the client has closed its side"));
            } else if (read == 0) {
                watch();
            }
        } catch (IOException e) {
            told.accept(new EofException(e));
        }
    }

    @Override
    public void failed(Throwable cause) {
        if (watching()) {
            told.accept(cause);
        }
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }
}
