/// The HTTP server: one port for HTTP/1.1, HTTP/2 and TLS, bodies read whole within a budget, and
/// answers written by whoever is free. It knows {@link io.millrace.api.Endpoint} and nothing behind
/// it.
@NullMarked
package io.millrace.server.http;

import org.jspecify.annotations.NullMarked;
