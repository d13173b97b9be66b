package io.millrace.server.http;

import java.time.Duration;

/// How long a client may do nothing.
///
/// @param idle before a request, or within its headers
/// @param stalled within a body, or while an answer waits to be taken
record HttpTimeouts(Duration idle, Duration stalled) {
    static final HttpTimeouts DEFAULT =
            new HttpTimeouts(HttpLimits.IDLE_TIMEOUT, HttpLimits.STALL_TIMEOUT);
}
