package io.millrace.bench;

import io.millrace.wire.Decoded;
import io.millrace.wire.Format;
import io.millrace.wire.Output;
import io.millrace.wire.Shape;
import io.millrace.wire.Structure;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The two bodies that cost most: a PutRecords request read, a GetRecords answer written, each of
/// 500 records of 1 KiB. An operation is a record.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx1g", "-XX:+UseSerialGC"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class CodecBenchmark {
    private static final int RECORDS = 500;
    private static final int RECORD_BYTES = 1024;
    private static final int BODY_BYTES = RECORDS * (RECORD_BYTES * 3 / 2);

    private static final Structure ENTRY =
            Structure.of("PutRecordsRequestEntry")
                    .required("PartitionKey", Shape.text(1, 256))
                    .required("Data", Shape.blob(0, 10 << 20));
    private static final Structure INPUT =
            Structure.of("PutRecordsInput")
                    .required("StreamName", Shape.text(1, 128))
                    .required("Records", Shape.list(ENTRY, 1, RECORDS));

    @Param({"CBOR", "JSON"})
    private Format format = Format.CBOR;

    private final byte[] data = new byte[RECORD_BYTES];
    private byte[] request = new byte[0];

    /// Writes the request that is read.
    @Setup
    public void write() {
        SplittableRandom random = new SplittableRandom(1);
        random.nextBytes(data);
        Output output = format.write(BODY_BYTES).beginStructure();
        output.text("StreamName", "bench").name("Records").beginList();
        for (int i = 0; i < RECORDS; i++) {
            output.beginStructure().name("Data").bytes(data, 0, data.length);
            output.text("PartitionKey", HexFormat.of().toHexDigits(random.nextLong()));
            output.endStructure();
        }
        ByteBuffer body = output.endList().endStructure().finish();
        request = new byte[body.remaining()];
        body.get(request);
    }

    /// Reads a PutRecords request.
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public Decoded readPutRecords() {
        return format.decode(INPUT, request);
    }

    /// Writes a GetRecords answer.
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public ByteBuffer writeGetRecords() {
        Output output = format.write(BODY_BYTES).beginStructure();
        output.name("Records").beginList();
        for (int i = 0; i < RECORDS; i++) {
            output.beginStructure()
                    .text(
                            "SequenceNumber",
                            "49680484217596473890352981958632009512709154366000463890")
                    .moment("ApproximateArrivalTimestamp", 1_795_420_530_181L)
                    .name("Data")
                    .bytes(data, 0, data.length)
                    .text("PartitionKey", "5d41402abc4b2a76")
                    .endStructure();
        }
        return output.endList().number("MillisBehindLatest", 0).endStructure().finish();
    }
}
