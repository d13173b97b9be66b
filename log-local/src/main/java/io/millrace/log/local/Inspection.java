package io.millrace.log.local;

import io.millrace.log.local.RecoveryReport.Damage;
import java.util.ArrayList;
import java.util.List;

/// What a directory holds, as {@link DirectoryInspector} saw it.
///
/// @param checkpoint in a line
/// @param journal each journal file still needed
/// @param segments each segment
/// @param commandFiles snapshot and command segments, a line each
/// @param shards each shard
/// @param unfinished part of a frame behind the last one, none or one: harmless
/// @param damages everything that is not as it was written; empty if the directory is sound
public record Inspection(
        String checkpoint,
        List<JournalPart> journal,
        List<SegmentPart> segments,
        List<String> commandFiles,
        List<ShardPart> shards,
        List<Damage> unfinished,
        List<Damage> damages) {
    /// A journal file.
    ///
    /// @param frames number of frames
    /// @param firstLsn number of its first frame, 0 for none
    /// @param lastLsn number of its last frame, 0 for none
    /// @param batches number of batches
    /// @param commands number of commands
    public record JournalPart(
            String file,
            long bytes,
            int frames,
            long firstLsn,
            long lastLsn,
            int batches,
            int commands) {}

    /// A segment file.
    public record SegmentPart(
            String file,
            long stream,
            long bytes,
            int shards,
            long entries,
            long minTimeMillis,
            long maxTimeMillis) {}

    /// A shard's log.
    ///
    /// @param entries number of entries in segments and journal
    /// @param firstPosition position of the oldest, 0 for none
    /// @param nextPosition one more than the position of the newest ever
    /// @param firstTimeMillis time of the oldest, 0 for none
    /// @param lastTimeMillis time of the newest ever, 0 for none
    public record ShardPart(
            long stream,
            int shard,
            long entries,
            long firstPosition,
            long nextPosition,
            long firstTimeMillis,
            long lastTimeMillis,
            boolean sealed) {}

    /// Whether nothing is damaged.
    public boolean isSound() {
        return damages.isEmpty();
    }

    /// All of it as text for an operator.
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("checkpoint  " + checkpoint);
        commandFiles.forEach(line -> lines.add("commands    " + line));
        for (JournalPart part : journal) {
            lines.add(
                    "journal     %s  %d bytes, %d frames (%d to %d), %d batches, %d commands"
                            .formatted(
                                    part.file,
                                    part.bytes,
                                    part.frames,
                                    part.firstLsn,
                                    part.lastLsn,
                                    part.batches,
                                    part.commands));
        }
        for (SegmentPart part : segments) {
            lines.add(
                    "segment     %s  stream %d, %d bytes, %d shards, %d entries, times %d to %d"
                            .formatted(
                                    part.file,
                                    part.stream,
                                    part.bytes,
                                    part.shards,
                                    part.entries,
                                    part.minTimeMillis,
                                    part.maxTimeMillis));
        }
        for (ShardPart part : shards) {
            lines.add(
                    "shard       %d/%d  %d entries, positions %d to %d, times %d to %d%s"
                            .formatted(
                                    part.stream,
                                    part.shard,
                                    part.entries,
                                    part.firstPosition,
                                    part.nextPosition - 1,
                                    part.firstTimeMillis,
                                    part.lastTimeMillis,
                                    part.sealed ? ", sealed" : ""));
        }
        unfinished.forEach(damage -> lines.add("unfinished  " + damage));
        damages.forEach(damage -> lines.add("DAMAGED     " + damage));
        lines.add(isSound() ? "sound" : damages.size() + " damaged places");
        return lines;
    }
}
