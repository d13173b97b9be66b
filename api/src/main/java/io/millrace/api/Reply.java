package io.millrace.api;

import java.nio.ByteBuffer;
import java.util.List;

/// The answer to a {@link Request}. It will have a second shape, a stream of events, once fan-out
/// needs one.
public sealed interface Reply {
    /// One header line.
    record Header(String name, String value) {}

    /// An answer whose body is known.
    ///
    /// @param status HTTP status code
    /// @param headers in order; neither `Content-Length` nor `Date`, which the server adds
    /// @param body may be empty; read once, by the server
    record Whole(int status, List<Header> headers, ByteBuffer body) implements Reply {}
}
