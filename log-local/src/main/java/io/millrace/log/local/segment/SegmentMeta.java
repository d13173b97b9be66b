package io.millrace.log.local.segment;

/// What a segment file is, without opening it; it is what a catalogue keeps.
///
/// @param name name of the file within the storage
/// @param stream number of the stream all its batches belong to
/// @param bytes length of the file
/// @param indexBytes length of shard and block table, about what an open {@link SegmentReader}
///   holds in memory
/// @param shards number of shards with at least one batch in it
/// @param batches number of batches
/// @param entries number of entries in all batches
/// @param minTimeMillis time of the oldest entry
/// @param maxTimeMillis time of the youngest entry: the file may go when this is past retention
public record SegmentMeta(
        String name,
        long stream,
        long bytes,
        long indexBytes,
        int shards,
        long batches,
        long entries,
        long minTimeMillis,
        long maxTimeMillis) {}
