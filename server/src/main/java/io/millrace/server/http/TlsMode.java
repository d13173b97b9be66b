package io.millrace.server.http;

/// How the port treats TLS.
public enum TlsMode {
    /// Takes plain text and TLS, told apart by the first byte.
    AUTO,
    /// Takes TLS only.
    REQUIRED,
    /// Takes plain text only.
    OFF
}
