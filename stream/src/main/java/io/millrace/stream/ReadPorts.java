package io.millrace.stream;

import io.millrace.log.ShardLogs;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// What a read works with.
record ReadPorts(
        Catalogue catalogue,
        ShardLogs logs,
        Meters meters,
        TokenSeal seal,
        InstantSource clock,
        LongSupplier nanoTime,
        Telemetry telemetry) {}
