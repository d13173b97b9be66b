package io.millrace.stream;

import io.millrace.log.ShardLogs;
import java.util.function.LongSupplier;

/// What a put works with.
record PutPorts(
        Catalogue catalogue,
        ShardLogs logs,
        WriterTable writers,
        Meters meters,
        Changes changes,
        LongSupplier nanoTime,
        Telemetry telemetry) {}
