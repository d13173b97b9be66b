package io.millrace.stream;

import io.millrace.log.ShardLogs;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/// What subscriptions work with.
///
/// @param nanoTime clock without jumps, for heartbeats and lives
/// @param executor where events are made and handed out; its threads may block
/// @param telemetry told of calls and events
/// @param meters what consumers may ask for and be sent
record FanOutPorts(
        Catalogue catalogue,
        ShardLogs logs,
        InstantSource clock,
        LongSupplier nanoTime,
        Executor executor,
        Telemetry telemetry,
        ConsumerMeters meters) {}
