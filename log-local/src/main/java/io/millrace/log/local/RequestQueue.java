package io.millrace.log.local;

import java.util.ArrayList;

/// Where requests wait for the sequencer, in the order they came.
final class RequestQueue {
    private final Signal sequencer;
    private ArrayList<Request> waiting = new ArrayList<>();
    private boolean closed;

    RequestQueue(Signal sequencer) {
        this.sequencer = sequencer;
    }

    /// Takes a request in.
    ///
    /// @return whether the log still accepts any
    boolean offer(Request request) {
        boolean first;
        synchronized (this) {
            if (closed) {
                return false;
            }
            first = waiting.isEmpty();
            waiting.add(request);
        }
        if (first) {
            sequencer.raise();
        }
        return true;
    }

    /// Moves everything over.
    void drainTo(Waiting target) {
        ArrayList<Request> taken;
        synchronized (this) {
            if (waiting.isEmpty()) {
                return;
            }
            taken = waiting;
            waiting = new ArrayList<>();
        }
        taken.forEach(target::add);
    }

    /// Takes no more in.
    synchronized void close() {
        closed = true;
    }

    synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }

    synchronized boolean isClosed() {
        return closed;
    }
}
