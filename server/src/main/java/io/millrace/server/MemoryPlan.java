package io.millrace.server;

/// How the memory cap is split. The launcher passes the first two shares to the JVM by the same
/// arithmetic; `docs/operations/running.md` explains them.
///
/// | share | of the cap |
/// |---|---|
/// | off heap: network buffers, a flush unit on its way to a segment | 1/8 |
/// | the JVM itself: code, classes, threads, collector | 3/8, at most 384 MiB |
/// | heap | the rest |
///
/// Tables have a cap of their own, and heap of their own besides this (ADR 0068).
///
/// @param heapBytes heap, without that of tables
/// @param bodyBytes request bodies: an eighth of the heap, because a body is decoded and packed on
///   its way and costs about three times its size
/// @param tailCacheBytes newest batches, read without the disk: a thirty-second of the heap, so
///   that they die young (ADR 0064)
/// @param tailBatches batches indexed in memory, some 70 bytes each: an eighth of the heap
/// @param segmentIndexBytes indexes of segments: a thirty-second of the heap
/// @param metricBytes metric series, some 25 KB each when full: a thirty-second of the heap
/// @param flushUnitBytes journal bytes written to a segment at a time, held off heap meanwhile: a
///   sixteenth of the cap
/// @param storeBytes everything that `--durability memory` keeps: three eighths of the heap
/// @param tableBytes items of tables: what was asked for, or four fifths of what the JVM has beyond
///   `heapBytes` if that is less
record MemoryPlan(
        long heapBytes,
        long bodyBytes,
        long tailCacheBytes,
        int tailBatches,
        long segmentIndexBytes,
        long metricBytes,
        int flushUnitBytes,
        long storeBytes,
        long tableBytes) {
    /// Below this the largest requests would leave no room for the data.
    static final long MIN_MEMORY_BYTES = 384L << 20;

    private static final long MAX_DEFAULT_BYTES = 1L << 30;
    private static final long MAX_JVM_BYTES = 384L << 20;
    private static final long MIN_BODY_BYTES = 32L << 20;
    private static final long MIN_METRIC_BYTES = 1L << 20;
    private static final int FLUSH_STEP_BYTES = 16 << 20;
    private static final int MAX_FLUSH_UNIT_BYTES = 64 << 20;
    private static final int BYTES_PER_TAIL_BATCH = 70;
    private static final int MAX_TAIL_BATCHES = 8_000_000;

    /// The cap where none is given: a quarter of the machine, 1 GiB at most.
    static long defaultBytes(long machineBytes) {
        return Math.max(MIN_MEMORY_BYTES, Math.min(MAX_DEFAULT_BYTES, machineBytes / 4));
    }

    /// @param memoryBytes the cap
    /// @param tableMemoryBytes the cap of tables
    /// @param jvmHeapBytes what the JVM was given; the smaller of the two heaps counts
    static MemoryPlan of(long memoryBytes, long tableMemoryBytes, long jvmHeapBytes) {
        long jvm = Math.min(memoryBytes * 3 / 8, MAX_JVM_BYTES);
        long heap = Math.min(jvmHeapBytes, memoryBytes - memoryBytes / 8 - jvm);
        // A JVM that was given no more than the heap of streams: what tables take then, streams
        // lack.
        long rest = Math.max(jvmHeapBytes - heap, jvmHeapBytes / 4);
        long flushSteps = memoryBytes / 16 / FLUSH_STEP_BYTES;
        return new MemoryPlan(
                heap,
                Math.max(MIN_BODY_BYTES, heap / 8),
                heap / 32,
                (int) Math.min(MAX_TAIL_BATCHES, heap / 8 / BYTES_PER_TAIL_BATCH),
                heap / 32,
                Math.max(MIN_METRIC_BYTES, heap / 32),
                (int) Math.min(MAX_FLUSH_UNIT_BYTES, Math.max(1, flushSteps) * FLUSH_STEP_BYTES),
                heap * 3 / 8,
                Math.min(tableMemoryBytes, rest / 5 * 4));
    }
}
