package io.millrace.log.local;

import io.millrace.log.local.journal.JournalHeader;

/// Budgets and habits of a local log. Values outside their range are refused, never bent.
///
/// @param journalBytes most bytes of journal files; also what a start after a crash may have to
///   read, and where data stays before it is written a second time, clustered by shard
/// @param journalFileBytes size of one journal file; no frame, hence no batch, is larger
/// @param flushUnitBytes journal bytes retired at a time; as much is held off heap meanwhile
/// @param tailCacheBytes heap for the newest batches, which are read without the disk
/// @param maxTailBatches most batches indexed in memory while they are in the journal only; each
///   costs some 70 bytes of heap
/// @param minFreeBytes data is refused while the file system can take less
/// @param segmentIndexBytes heap for indexes of segments
/// @param openSegments most segment files kept open for reading
/// @param snapshotMinBytes no snapshot before so many bytes of commands
/// @param acceptLoss whether to start in spite of damaged files, losing what they held
public record LocalLogConfig(
        long journalBytes,
        int journalFileBytes,
        int flushUnitBytes,
        long tailCacheBytes,
        int maxTailBatches,
        long minFreeBytes,
        long segmentIndexBytes,
        int openSegments,
        long snapshotMinBytes,
        boolean acceptLoss) {
    /// A second or two of reading at start, and hours of data for a small user, who then never
    /// writes a segment.
    public static final long DEFAULT_JOURNAL_BYTES = 1L << 30;

    /// Fits the largest batch (12 MiB) and keeps a fresh directory small.
    public static final int DEFAULT_JOURNAL_FILE_BYTES = 16 << 20;

    /// Long runs per shard in a segment, against memory held while it is written.
    public static final int DEFAULT_FLUSH_UNIT_BYTES = 64 << 20;

    /// A good second of the fastest ingestion, enough for readers that keep up.
    public static final long DEFAULT_TAIL_CACHE_BYTES = 128L << 20;

    /// A journal full of one-record batches of 1 KiB; some 70 MB of heap.
    public static final int DEFAULT_MAX_TAIL_BATCHES = 1_000_000;

    /// Twice the journal, so that what is in it can always be written as segments.
    public static final long DEFAULT_MIN_FREE_BYTES = 2L << 30;

    /// Indexes of some hundred segments.
    public static final long DEFAULT_SEGMENT_INDEX_BYTES = 16L << 20;

    /// Far below the usual limit of 1,024 open files, which sockets need too.
    public static final int DEFAULT_OPEN_SEGMENTS = 128;

    /// Below this, replaying costs less than the snapshot.
    public static final long DEFAULT_SNAPSHOT_MIN_BYTES = 4L << 20;

    /// Fits a record of 1 MiB and a PutRecords of such, split; larger records need a larger cap.
    static final int MIN_MEMORY_FILE_BYTES = 4 << 20;

    /// Journal files that must exist at once: one is written, one is next, one is kept for commands
    /// and deletes, and one is being retired.
    static final int MIN_JOURNAL_FILES = 4;

    private static final int LARGE_APPENDS_PER_FILE = 16;

    public LocalLogConfig {
        require(
                journalFileBytes >= JournalHeader.MIN_FILE_BYTES
                        && journalFileBytes <= JournalHeader.MAX_FILE_BYTES
                        && journalFileBytes % JournalHeader.BLOCK_BYTES == 0,
                "journal-file-bytes",
                journalFileBytes,
                "must be a multiple of 4096 from "
                        + JournalHeader.MIN_FILE_BYTES
                        + " to "
                        + JournalHeader.MAX_FILE_BYTES);
        require(
                journalBytes / journalFileBytes >= MIN_JOURNAL_FILES,
                "journal-bytes",
                journalBytes,
                "must hold at least " + MIN_JOURNAL_FILES + " journal files");
        require(
                flushUnitBytes >= journalFileBytes && flushUnitBytes <= journalBytes / 2,
                "flush-unit-bytes",
                flushUnitBytes,
                "must be from one journal file to half the journal");
        require(tailCacheBytes >= 0, "tail-cache-bytes", tailCacheBytes, "must not be negative");
        require(maxTailBatches >= 64, "max-tail-batches", maxTailBatches, "must be 64 or more");
        require(minFreeBytes >= 0, "min-free-bytes", minFreeBytes, "must not be negative");
        require(
                segmentIndexBytes >= 0,
                "segment-index-bytes",
                segmentIndexBytes,
                "must not be negative");
        require(openSegments >= 1, "open-segments", openSegments, "must be 1 or more");
        require(
                snapshotMinBytes >= 0,
                "snapshot-min-bytes",
                snapshotMinBytes,
                "must not be negative");
    }

    /// What a server uses unless told otherwise.
    public static LocalLogConfig defaults() {
        return new LocalLogConfig(
                DEFAULT_JOURNAL_BYTES,
                DEFAULT_JOURNAL_FILE_BYTES,
                DEFAULT_FLUSH_UNIT_BYTES,
                DEFAULT_TAIL_CACHE_BYTES,
                DEFAULT_MAX_TAIL_BATCHES,
                DEFAULT_MIN_FREE_BYTES,
                DEFAULT_SEGMENT_INDEX_BYTES,
                DEFAULT_OPEN_SEGMENTS,
                DEFAULT_SNAPSHOT_MIN_BYTES,
                false);
    }

    /// For a storage on the heap of `capBytes`: a quarter for the journal, the rest for segments,
    /// which compress; no cache besides, as everything is in memory already.
    public static LocalLogConfig inMemory(long capBytes) {
        long journal = capBytes / 4;
        require(
                journal / MIN_MEMORY_FILE_BYTES >= MIN_JOURNAL_FILES,
                "memory",
                capBytes,
                "must be at least " + 4L * MIN_JOURNAL_FILES * MIN_MEMORY_FILE_BYTES);
        int file =
                journal / DEFAULT_JOURNAL_FILE_BYTES >= MIN_JOURNAL_FILES
                        ? DEFAULT_JOURNAL_FILE_BYTES
                        : MIN_MEMORY_FILE_BYTES;
        // What is being retired exists twice until the journal file is used again.
        return defaults()
                .withJournal(journal, file, file)
                .withTails(0, DEFAULT_MAX_TAIL_BATCHES / 4)
                .withMinFreeBytes(2L * file);
    }

    /// The same with other sizes for the journal.
    public LocalLogConfig withJournal(long bytes, int fileBytes, int unitBytes) {
        return new LocalLogConfig(
                bytes,
                fileBytes,
                unitBytes,
                tailCacheBytes,
                maxTailBatches,
                minFreeBytes,
                segmentIndexBytes,
                openSegments,
                snapshotMinBytes,
                acceptLoss);
    }

    /// The same with another heap budget for tails.
    public LocalLogConfig withTails(long cacheBytes, int maxBatches) {
        return new LocalLogConfig(
                journalBytes,
                journalFileBytes,
                flushUnitBytes,
                cacheBytes,
                maxBatches,
                minFreeBytes,
                segmentIndexBytes,
                openSegments,
                snapshotMinBytes,
                acceptLoss);
    }

    /// The same with another limit for free space.
    public LocalLogConfig withMinFreeBytes(long bytes) {
        return new LocalLogConfig(
                journalBytes,
                journalFileBytes,
                flushUnitBytes,
                tailCacheBytes,
                maxTailBatches,
                bytes,
                segmentIndexBytes,
                openSegments,
                snapshotMinBytes,
                acceptLoss);
    }

    /// The same with another rule for snapshots.
    public LocalLogConfig withSnapshotMinBytes(long bytes) {
        return new LocalLogConfig(
                journalBytes,
                journalFileBytes,
                flushUnitBytes,
                tailCacheBytes,
                maxTailBatches,
                minFreeBytes,
                segmentIndexBytes,
                openSegments,
                bytes,
                acceptLoss);
    }

    /// The same, starting or not starting on damaged files.
    public LocalLogConfig withAcceptLoss(boolean accept) {
        return new LocalLogConfig(
                journalBytes,
                journalFileBytes,
                flushUnitBytes,
                tailCacheBytes,
                maxTailBatches,
                minFreeBytes,
                segmentIndexBytes,
                openSegments,
                snapshotMinBytes,
                accept);
    }

    /// Journal files the budget allows.
    int journalFiles() {
        return (int) Math.min(Integer.MAX_VALUE, journalBytes / journalFileBytes);
    }

    /// An append of more bytes is large and lets others pass ({@link LocalLog}): 1 MiB by default,
    /// twice what 500 records of 1 KiB make.
    public int largeAppendBytes() {
        return journalFileBytes / LARGE_APPENDS_PER_FILE;
    }

    private static void require(boolean holds, String key, long value, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(key + " = " + value + ": " + rule);
        }
    }
}
