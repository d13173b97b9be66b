package io.millrace.auth;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// What a signature covers, as received: the input of {@link Authenticator}.
///
/// @param path undecoded
/// @param query what follows `?`, undecoded; null without one
/// @param body what the payload hash is taken of
public record SignedRequest(
        String method, String path, @Nullable String query, Headers headers, ByteBuffer body) {
    /// The headers of a request.
    @FunctionalInterface
    public interface Headers {
        /// Value of a header by its name, whatever its case; null without one.
        @Nullable String value(String name);
    }

    @Nullable String header(String name) {
        return headers.value(name);
    }
}
