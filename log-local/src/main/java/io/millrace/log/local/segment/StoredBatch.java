package io.millrace.log.local.segment;

import io.millrace.log.Batch;

/// A batch with the place and time it was stored at: the unit of the journal and of segments.
///
/// @param stream number of the stream
/// @param shard number of the shard
/// @param firstPosition position of its first entry; the others follow without a gap
/// @param timeMillis time of all its entries
/// @param epoch owner epoch of all its entries
public record StoredBatch(
        long stream, int shard, long firstPosition, long timeMillis, int epoch, Batch batch) {
    /// One more than the position of the last entry.
    public long endPosition() {
        return firstPosition + batch.count();
    }
}
