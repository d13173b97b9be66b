package io.millrace.log.local;

import io.millrace.log.Batch;
import io.millrace.log.local.journal.JournalFile;
import org.jspecify.annotations.Nullable;

/// Where one batch lies that is in the journal and in no segment yet; some 70 bytes each.
///
/// `cached` is written under no lock: whoever reads it takes a copy of the reference, and goes to
/// the journal if it is null.
final class TailEntry {
    final Shard shard;
    final long firstPosition;
    final long timeMillis;
    final int count;
    final int epoch;
    final int crc;
    final int length;
    final JournalFile file;
    final int offset;
    volatile @Nullable Batch cached;

    /// @param place where the batch's bytes are
    TailEntry(Shard shard, Place place, Stamp stamp) {
        this.shard = shard;
        this.firstPosition = stamp.firstPosition;
        this.timeMillis = stamp.timeMillis;
        this.count = stamp.count;
        this.epoch = stamp.epoch;
        this.file = place.file;
        this.offset = place.offset;
        this.length = place.length;
        this.crc = place.crc;
    }

    /// Bytes in a journal file.
    record Place(JournalFile file, int offset, int length, int crc) {}

    /// What the log gave a batch.
    record Stamp(long firstPosition, int count, long timeMillis, int epoch) {}

    long endPosition() {
        return firstPosition + count;
    }
}
