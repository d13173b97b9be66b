package io.millrace.cli.bench;

import io.millrace.cli.client.Target;

/// What a measurement is to do.
///
/// @param recordBytes length of a record's data
/// @param batch records a request
/// @param connections keep-alive connections, one request on each
/// @param threads of the load generator
/// @param keep whether the stream stays
record BenchPlan(
        Target target,
        WireFormat format,
        int shards,
        int recordBytes,
        int batch,
        int connections,
        int seconds,
        int warmUpSeconds,
        int threads,
        boolean keep) {}
