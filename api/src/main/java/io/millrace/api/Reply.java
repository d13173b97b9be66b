package io.millrace.api;

import java.nio.ByteBuffer;
import java.util.List;

/// The answer to a {@link Request}.
public sealed interface Reply {
    /// HTTP status code.
    int status();

    /// Header lines in order; neither `Content-Length` nor `Date`, which the server adds.
    List<Header> headers();

    /// One header line.
    record Header(String name, String value) {}

    /// An answer whose body is known.
    ///
    /// @param body may be empty; read once, by the server
    record Whole(int status, List<Header> headers, ByteBuffer body) implements Reply {}

    /// An answer whose body comes in pieces, for as long as there are any.
    ///
    /// @param feed opened once by the server, or cancelled unopened
    record Events(int status, List<Header> headers, Feed feed) implements Reply {}
}
