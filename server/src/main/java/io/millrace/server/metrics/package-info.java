/// What the server counts and shows under `GET /metrics`.
@NullMarked
package io.millrace.server.metrics;

import org.jspecify.annotations.NullMarked;
