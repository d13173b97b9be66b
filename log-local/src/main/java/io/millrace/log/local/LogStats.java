package io.millrace.log.local;

/// Plain numbers of a running log, for metrics.
///
/// @param groups frames with data written since the start
/// @param groupBytes bytes of all frames written since the start, padding included
/// @param syncNanosTotal time spent writing and forcing frames
/// @param syncNanosMax the longest of these
/// @param journalBytesUsed bytes of journal files not yet retired
/// @param journalBytesBudget what they may reach
/// @param tailCacheBytes heap held by cached batches
/// @param tailBatches batches indexed in memory
/// @param segments number of segment files
/// @param segmentBytes their size
/// @param flushedBytes bytes of batches written to segments since the start
/// @param cutBytes bytes of an unfinished group cut at the start
/// @param damagedReads reads that met a damaged batch or block
/// @param diskReads reads that had to ask the storage
/// @param refusing whether data is refused for want of room
/// @param stopped whether a failed write stopped the engine
public record LogStats(
        long groups,
        long groupBytes,
        long syncNanosTotal,
        long syncNanosMax,
        long journalBytesUsed,
        long journalBytesBudget,
        long tailCacheBytes,
        long tailBatches,
        int segments,
        long segmentBytes,
        long flushedBytes,
        long cutBytes,
        long damagedReads,
        long diskReads,
        boolean refusing,
        boolean stopped) {}
