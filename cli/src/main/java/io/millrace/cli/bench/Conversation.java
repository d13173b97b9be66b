package io.millrace.cli.bench;

import org.jspecify.annotations.Nullable;

/// What one connection says: one request after the other, each after the answer to the one before.
/// Called by the connection's own thread only.
interface Conversation {
    /// A request.
    ///
    /// @param operation name of the operation, such as `PutRecord`
    /// @param body read before this conversation is asked for another
    record Call(String operation, Body body) {}

    /// The next request; null if there is none now. Then nothing happens until the connection is
    /// woken.
    @Nullable Call next();

    /// Takes the answer.
    ///
    /// @param body only during the call
    /// @param elapsedNanos from handing the request to the network until its answer was whole
    /// @return milliseconds to wait before the next request
    long answered(int status, Body body, long elapsedNanos);

    /// Takes note that there will be no answer; the connection opens itself again before it asks
    /// for the next request.
    void failed(Throwable cause);
}
