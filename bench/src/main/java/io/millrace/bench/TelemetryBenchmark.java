package io.millrace.bench;

import io.millrace.metric.MetricLimits;
import io.millrace.metric.MetricStore;
import io.millrace.server.metrics.StreamTelemetry;
import io.millrace.stream.PutTally;
import io.millrace.stream.StreamKey;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/// What metrics cost a put: telling one call, however many records it has. Two threads measure the
/// same stream, so they meet at its locks.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Threads(2)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx256m", "-XX:+UseSerialGC"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class TelemetryBenchmark {
    private final StreamKey stream = new StreamKey("000000000000", "us-east-1", "bench");
    private final StreamTelemetry telemetry =
            new StreamTelemetry(
                    new MetricStore(new MetricLimits(1_000, 16 << 20)), InstantSource.system());
    private final PutTally many =
            new PutTally(stream, false, 500, 500, 512_000, 0, 0, 1_000_000, List.of());
    private final PutTally one =
            new PutTally(stream, true, 1, 1, 1_024, 0, 0, 1_000_000, List.of());

    /// A PutRecords of 500 records.
    @Benchmark
    public void putRecords() {
        telemetry.put(many);
    }

    /// A PutRecord.
    @Benchmark
    public void putRecord() {
        telemetry.put(one);
    }
}
