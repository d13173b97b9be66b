package io.millrace.log.local.checkpoint;

import io.millrace.log.local.segment.SegmentMeta;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which files count, and what was true when the last journal file was retired.
///
/// @param lsn number of the last frame whose content is in segments and command segments; the
///   oldest journal file goes on behind it
/// @param frameCrc checksum of that frame, which the next one repeats
/// @param durableLsn number of the newest frame that was durable when the checkpoint was written: a
///   journal that ends before it has lost something
/// @param runEpoch owner epoch of the run that wrote it
/// @param oldestJournal number of the oldest journal file still needed
/// @param nextSegment number of the next segment
/// @param lastCommand index of the newest command up to `lsn`
/// @param snapshot the newest snapshot, if there is one
/// @param commandSegments command segments behind the snapshot, oldest first
/// @param segments all segments, by number
/// @param shards what is known of each shard up to `lsn`
public record Checkpoint(
        long lsn,
        int frameCrc,
        long durableLsn,
        int runEpoch,
        long oldestJournal,
        long nextSegment,
        long lastCommand,
        @Nullable Snapshot snapshot,
        List<CommandSegment> commandSegments,
        List<Segment> segments,
        List<ShardMark> shards) {
    /// Name of the file.
    public static final String NAME = "CHECKPOINT";

    /// A snapshot of the state machine.
    ///
    /// @param index of the last command in it
    /// @param bytes size of the file
    public record Snapshot(long index, long bytes) {
        /// Directory of the snapshots.
        public static final String DIRECTORY = "snapshot";

        /// Name of its file.
        public String name() {
            return DIRECTORY + "/" + "%016x".formatted(index) + ".snapshot";
        }

        /// Size of the state, which the file holds twice.
        public long stateBytes() {
            return bytes / 2;
        }
    }

    /// Commands of retired journal files.
    ///
    /// @param firstIndex index of the first
    /// @param lastIndex index of the last
    /// @param bytes size of the file
    /// @param crc the checksum in its copies
    public record CommandSegment(long firstIndex, long lastIndex, long bytes, int crc) {
        /// Directory of the command segments.
        public static final String DIRECTORY = "command";

        /// Name of its file.
        public String name() {
            return DIRECTORY + "/" + "%016x".formatted(firstIndex) + ".command";
        }
    }

    /// Records of one stream from retired journal files.
    ///
    /// @param number of the segment, rising
    /// @param meta what the file is; a file that is anything else is damaged
    public record Segment(long number, SegmentMeta meta) {
        /// Directory of the segments.
        public static final String DIRECTORY = "segment";

        private static final String SUFFIX = ".segment";

        /// Name of the file with a number.
        public static String nameOf(long number) {
            return DIRECTORY + "/" + "%016x".formatted(number) + SUFFIX;
        }

        /// Number in a file's name (without directory), or -1 if it is not a segment's.
        public static long numberIn(String file) {
            if (file.length() != 16 + SUFFIX.length() || !file.endsWith(SUFFIX)) {
                return -1;
            }
            try {
                return Long.parseLong(file, 0, 16, 16);
            } catch (NumberFormatException e) {
                return -1;
            }
        }
    }

    /// One shard's log.
    ///
    /// @param firstSegment number of the first segment that may hold entries of it
    /// @param lastSegment number of the last segment that does, 0 for none
    public record ShardMark(
            long stream,
            int shard,
            long nextPosition,
            long lastTimeMillis,
            boolean sealed,
            long sealTimeMillis,
            long firstSegment,
            long lastSegment) {}

    /// The same with other segments.
    public Checkpoint withSegments(List<Segment> kept) {
        return new Checkpoint(
                lsn,
                frameCrc,
                durableLsn,
                runEpoch,
                oldestJournal,
                nextSegment,
                lastCommand,
                snapshot,
                commandSegments,
                kept,
                shards);
    }

    /// What a fresh directory starts with.
    public static Checkpoint fresh() {
        return new Checkpoint(0, 0, 0, 0, 1, 1, 0, null, List.of(), List.of(), List.of());
    }
}
