package io.millrace.log.local;

import io.millrace.log.local.RecoveryReport.Damage;
import io.millrace.log.local.checkpoint.Checkpoint;
import io.millrace.log.local.segment.SegmentDamage;
import io.millrace.log.local.segment.SegmentMeta;
import io.millrace.log.local.segment.SegmentSalvage;
import io.millrace.log.local.segment.ShardExtent;
import io.millrace.log.local.storage.Storage;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads every byte of a segment, once an operator accepts losses, and keeps what is whole of it:
/// else each read that meets the damage would fail for as long as the segment lives.
final class SegmentRepair {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentRepair.class);

    private final Storage storage;
    private final Losses losses;

    SegmentRepair(Storage storage, Losses losses) {
        this.storage = storage;
        this.losses = losses;
    }

    /// A segment as it is now.
    record Kept(Checkpoint.Segment segment, List<ShardExtent> extents) {}

    /// Checks a segment whose file is there.
    ///
    /// @param listed what the checkpoint says; null if there is none
    /// @return null if nothing of it is left
    @Nullable Kept keep(long number, @Nullable SegmentMeta listed) throws IOException {
        String name = Checkpoint.Segment.nameOf(number);
        SegmentSalvage.Saved saved = SegmentSalvage.run(storage, name, listed);
        SegmentMeta meta = saved.meta();
        if (saved.lostEntries() != 0) {
            report(name, saved);
        } else if (!saved.damages().isEmpty()) {
            LOG.warn("wrote {} anew, nothing is lost; it was damaged: {}", name, saved.damages());
        }
        return meta == null
                ? null
                : new Kept(new Checkpoint.Segment(number, meta), saved.extents());
    }

    private void report(String name, SegmentSalvage.Saved saved) {
        SegmentMeta meta = saved.meta();
        String lost = saved.lostEntries() < 0 ? "all" : Long.toString(saved.lostEntries());
        losses.add(
                new Damage(
                        name,
                        0,
                        meta == null ? 0 : meta.bytes(),
                        meta == null
                                ? "nothing in the segment could be saved; lost are "
                                        + lost
                                        + " entries"
                                : "lost are "
                                        + lost
                                        + " entries of stream "
                                        + meta.stream()
                                        + "; saved were "
                                        + meta.entries()));
        for (SegmentDamage damage : saved.damages()) {
            losses.add(new Damage(name, damage.offset(), 0, damage.toString()));
        }
    }
}
