package io.millrace.conformance.kcl.worker;

import java.nio.file.Path;

/// What a worker is told on its command line.
///
/// @param fanOut whether records are pushed to it
record Task(String application, String stream, String worker, boolean fanOut, Path log) {
    /// Within three times this the leases of a dead worker must be others'.
    static final long FAILOVER_MILLIS = Long.getLong("failover.millis", 5_000);

    static final long METRICS_MILLIS = 3_000;
    static final long IDLE_MILLIS = 250;
    static final long PARENT_POLL_MILLIS = 500;
    static final long SHARD_SYNC_MILLIS = 3_000;

    static Task of(String[] arguments) {
        return new Task(
                arguments[0],
                arguments[1],
                arguments[2],
                Boolean.parseBoolean(arguments[3]),
                Path.of(arguments[4]));
    }
}
