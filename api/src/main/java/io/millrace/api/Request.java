package io.millrace.api;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// One HTTP request, its body read whole.
public final class Request {
    private final String method;
    private final String path;
    private final @Nullable String query;
    private final UnaryOperator<@Nullable String> headers;
    private final byte[] body;

    /// @param query what follows `?` in the target, undecoded; null without one
    /// @param headers value of a header by its name, whatever its case; null without one; several
    ///   values are joined with commas (RFC 9110, 5.3)
    /// @param body the bytes as sent; the caller gives up the right to write to them
    public Request(
            String method,
            String path,
            @Nullable String query,
            UnaryOperator<@Nullable String> headers,
            byte[] body) {
        this.method = method;
        this.path = path;
        this.query = query;
        this.headers = headers;
        this.body = body;
    }

    /// Method of HTTP, in upper case as sent.
    public String method() {
        return method;
    }

    /// Path of the target, undecoded.
    public String path() {
        return path;
    }

    /// What follows `?` in the target, undecoded; null without one.
    public @Nullable String query() {
        return query;
    }

    /// Value of a header by its name, whatever its case; null without one; several values are
    /// joined with commas.
    public @Nullable String header(String name) {
        return headers.apply(name);
    }

    /// The bytes as sent, to be read only; empty without a body.
    public byte[] body() {
        return body;
    }
}
