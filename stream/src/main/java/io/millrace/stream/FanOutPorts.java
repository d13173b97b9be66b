package io.millrace.stream;

import io.millrace.log.ShardLogs;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/// What subscriptions work with.
///
/// @param nanoTime clock without jumps, for heartbeats and lives
/// @param executor where events are made and handed out; its threads may block
record FanOutPorts(
        Catalogue catalogue,
        ShardLogs logs,
        InstantSource clock,
        LongSupplier nanoTime,
        Executor executor) {}
