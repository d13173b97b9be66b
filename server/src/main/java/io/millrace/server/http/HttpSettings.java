package io.millrace.server.http;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What an {@link HttpServer} is made of.
///
/// @param tls how the port treats TLS
/// @param identity gives the certificate, asked at the first handshake; null only if TLS is off
/// @param bodyBytes cap for all request bodies in memory, and once more for large answers
/// @param metrics text of `GET /metrics`
/// @param observer hears of every answer
public record HttpSettings(
        TlsMode tls,
        @Nullable Supplier<TlsIdentity> identity,
        long bodyBytes,
        Supplier<String> metrics,
        RequestObserver observer) {
    public HttpSettings {
        if (tls != TlsMode.OFF && identity == null) {
            throw new IllegalArgumentException("TLS without an identity");
        }
    }
}
