package io.millrace.log.local.checkpoint;

import io.millrace.log.CorruptLogException;
import io.millrace.log.local.checkpoint.Checkpoint.CommandSegment;
import io.millrace.log.local.checkpoint.Checkpoint.Segment;
import io.millrace.log.local.checkpoint.Checkpoint.ShardMark;
import io.millrace.log.local.checkpoint.Checkpoint.Snapshot;
import io.millrace.log.local.segment.SegmentMeta;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Writes and reads a checkpoint's bytes, little endian:
///
/// ```
///  0  u32  magic "MRC1"
///  4  u32  format version, 1
///  8  u64  length of the whole file
/// 16  u64  lsn          24  u64  durable lsn    32  u64  oldest journal file
/// 40  u64  next segment 48  u64  last command   56  u32  frame CRC   60  u32  run epoch
/// 64  u64  snapshot index, 0 for none           72  u64  snapshot bytes
/// 80  u32  number of command segments, then each: u64 first, u64 last, u64 bytes, u32 CRC
///     u32  number of segments, then each: u64 number, u64 stream, u64 bytes, u64 index
///          bytes, u32 shards, u64 batches, u64 entries, u64 min time, u64 max time
///     u32  number of shards, then each: u64 stream, u32 shard, u64 next position, u64 last time,
///          u8 sealed, u64 seal time, u64 first segment, u64 last segment
///     u32  CRC32C of everything before
/// ```
public final class CheckpointCodec {
    private static final int MAGIC = 0x3143524d;
    private static final int VERSION = 1;
    private static final int FIXED_BYTES = 80;
    private static final int COMMAND_SEGMENT_BYTES = 28;
    private static final int SEGMENT_BYTES = 68;
    private static final int SHARD_BYTES = 53;

    private CheckpointCodec() {}

    /// The file's bytes.
    public static ByteBuffer encode(Checkpoint checkpoint) {
        long length =
                FIXED_BYTES
                        + 4L
                        + (long) checkpoint.commandSegments().size() * COMMAND_SEGMENT_BYTES
                        + 4
                        + (long) checkpoint.segments().size() * SEGMENT_BYTES
                        + 4
                        + (long) checkpoint.shards().size() * SHARD_BYTES
                        + 4;
        ByteBuffer out =
                ByteBuffer.allocate(Math.toIntExact(length)).order(ByteOrder.LITTLE_ENDIAN);
        Snapshot snapshot = checkpoint.snapshot();
        out.putInt(MAGIC)
                .putInt(VERSION)
                .putLong(length)
                .putLong(checkpoint.lsn())
                .putLong(checkpoint.durableLsn())
                .putLong(checkpoint.oldestJournal())
                .putLong(checkpoint.nextSegment())
                .putLong(checkpoint.lastCommand())
                .putInt(checkpoint.frameCrc())
                .putInt(checkpoint.runEpoch())
                .putLong(snapshot == null ? 0 : snapshot.index())
                .putLong(snapshot == null ? 0 : snapshot.bytes());
        out.putInt(checkpoint.commandSegments().size());
        checkpoint.commandSegments().forEach(each -> put(out, each));
        out.putInt(checkpoint.segments().size());
        checkpoint.segments().forEach(each -> put(out, each));
        out.putInt(checkpoint.shards().size());
        checkpoint.shards().forEach(each -> put(out, each));
        out.putInt(crcOf(out, out.position()));
        return out.flip();
    }

    private static void put(ByteBuffer out, CommandSegment segment) {
        out.putLong(segment.firstIndex())
                .putLong(segment.lastIndex())
                .putLong(segment.bytes())
                .putInt(segment.crc());
    }

    private static void put(ByteBuffer out, Segment segment) {
        SegmentMeta meta = segment.meta();
        out.putLong(segment.number())
                .putLong(meta.stream())
                .putLong(meta.bytes())
                .putLong(meta.indexBytes())
                .putInt(meta.shards())
                .putLong(meta.batches())
                .putLong(meta.entries())
                .putLong(meta.minTimeMillis())
                .putLong(meta.maxTimeMillis());
    }

    private static void put(ByteBuffer out, ShardMark mark) {
        out.putLong(mark.stream())
                .putInt(mark.shard())
                .putLong(mark.nextPosition())
                .putLong(mark.lastTimeMillis())
                .put((byte) (mark.sealed() ? 1 : 0))
                .putLong(mark.sealTimeMillis())
                .putLong(mark.firstSegment())
                .putLong(mark.lastSegment());
    }

    /// Reads a file's bytes back.
    ///
    /// @throws CorruptLogException if they are not a whole checkpoint of a known version
    public static Checkpoint decode(ByteBuffer file) {
        ByteBuffer in = file.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        int start = in.position();
        if (in.remaining() < 16 || in.getInt(start) != MAGIC) {
            throw new CorruptLogException(
                    Checkpoint.NAME + " does not start as a Millrace checkpoint");
        }
        int version = in.getInt(start + 4);
        if (version != VERSION) {
            throw new CorruptLogException(
                    Checkpoint.NAME
                            + " has format version "
                            + version
                            + ", this program knows "
                            + VERSION);
        }
        long length = in.getLong(start + 8);
        if (length != in.remaining()
                || length < FIXED_BYTES + 16
                || in.getInt(start + (int) length - 4) != crcOf(in, (int) length - 4)) {
            throw new CorruptLogException(Checkpoint.NAME + " is damaged (length or checksum)");
        }
        in.position(start + 16);
        try {
            return body(in);
        } catch (BufferUnderflowException e) {
            throw new CorruptLogException(Checkpoint.NAME + " does not decode: " + e);
        }
    }

    /// Whether a file is whole, but of a format version that this program does not know: not
    /// damaged.
    public static boolean isOfAnotherVersion(ByteBuffer file) {
        ByteBuffer in = file.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        int end = in.limit() - 4;
        return end >= 16
                && in.getInt(0) == MAGIC
                && in.getInt(4) != VERSION
                && in.getInt(end) == crcOf(in, end);
    }

    private static Checkpoint body(ByteBuffer in) {
        long lsn = in.getLong();
        long durableLsn = in.getLong();
        long oldestJournal = in.getLong();
        long nextSegment = in.getLong();
        long lastCommand = in.getLong();
        int frameCrc = in.getInt();
        int runEpoch = in.getInt();
        @Nullable Snapshot snapshot = snapshot(in.getLong(), in.getLong());
        return new Checkpoint(
                lsn,
                frameCrc,
                durableLsn,
                runEpoch,
                oldestJournal,
                nextSegment,
                lastCommand,
                snapshot,
                list(in, CheckpointCodec::commandSegment),
                list(in, CheckpointCodec::segment),
                list(in, CheckpointCodec::mark));
    }

    private static @Nullable Snapshot snapshot(long index, long bytes) {
        return bytes == 0 ? null : new Snapshot(index, bytes);
    }

    private static <T> List<T> list(ByteBuffer in, Function<ByteBuffer, T> decoder) {
        int count = in.getInt();
        List<T> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(decoder.apply(in));
        }
        return List.copyOf(all);
    }

    private static CommandSegment commandSegment(ByteBuffer in) {
        return new CommandSegment(in.getLong(), in.getLong(), in.getLong(), in.getInt());
    }

    private static Segment segment(ByteBuffer in) {
        long number = in.getLong();
        return new Segment(
                number,
                new SegmentMeta(
                        Segment.nameOf(number),
                        in.getLong(),
                        in.getLong(),
                        in.getLong(),
                        in.getInt(),
                        in.getLong(),
                        in.getLong(),
                        in.getLong(),
                        in.getLong()));
    }

    private static ShardMark mark(ByteBuffer in) {
        return new ShardMark(
                in.getLong(),
                in.getInt(),
                in.getLong(),
                in.getLong(),
                in.get() != 0,
                in.getLong(),
                in.getLong(),
                in.getLong());
    }

    private static int crcOf(ByteBuffer bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate().clear().limit(length));
        return (int) crc.getValue();
    }
}
