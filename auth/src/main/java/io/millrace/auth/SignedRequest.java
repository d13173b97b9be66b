package io.millrace.auth;

import java.nio.ByteBuffer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What a signature covers, as received: the input of {@link Authenticator}.
///
/// @param path undecoded
/// @param query what follows `?`, undecoded; null without one
/// @param headers value of a header by its name, whatever its case; null without one
/// @param body what the payload hash is taken of
public record SignedRequest(
        String method,
        String path,
        @Nullable String query,
        UnaryOperator<@Nullable String> headers,
        ByteBuffer body) {
    @Nullable String header(String name) {
        return headers.apply(name);
    }
}
