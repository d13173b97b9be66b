package io.millrace.log.local.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// What stands before the entries of a frame.
///
/// ```
///  0  u32  magic "MRF1"
///  4  u32  CRC32C of the bytes from 8 to the end of the frame
///  8  u32  length of the frame: this header and its entries, without padding
/// 12  u32  CRC32C of the frame before (0 for the first of all)
/// 16  u64  epoch of the file
/// 24  u64  number of the frame, one more than the one before
/// 32  u64  time in milliseconds since 1970
/// 40  u32  owner epoch of the run
/// 44  u8   kind: 1 data, 2 idle, 3 open, 4 close
/// 45  u8[3] zeros
/// 48  u32  number of entries
/// 52  u32  low half of the index of the newest command up to the end of this frame
/// 56  entries
/// ```
///
/// @param crc checksum of the frame
/// @param length in bytes, without padding
/// @param previousCrc checksum of the frame before
/// @param fileEpoch epoch of the file the frame was written to
/// @param lsn number of the frame, from 1
/// @param timeMillis when it was written
/// @param runEpoch owner epoch
/// @param kind what it is for
/// @param entries number of entries
/// @param lastCommand low half of the index of the newest command in it or before it
public record FrameHeader(
        int crc,
        int length,
        int previousCrc,
        long fileEpoch,
        long lsn,
        long timeMillis,
        int runEpoch,
        FrameKind kind,
        int entries,
        int lastCommand) {
    /// Size of the header.
    public static final int BYTES = 56;

    private static final int MAGIC = 0x3146524d;
    private static final int CHECKED_FROM = 8;

    /// Index of the newest command in the frame or before it, of which the header holds the low
    /// half.
    ///
    /// @param near an index less than 2^31 away from it
    public long lastCommand(long near) {
        int distance = lastCommand - (int) near;
        return near + distance;
    }

    /// Bytes the frame takes in its file: whole blocks.
    public int paddedLength() {
        return padded(length);
    }

    static int padded(int length) {
        return (length + JournalHeader.BLOCK_BYTES - 1) & -JournalHeader.BLOCK_BYTES;
    }

    /// Writes a header in front of entries that stand in the buffer already, and the checksum over
    /// both.
    ///
    /// @return the checksum
    static int seal(ByteBuffer frame, FrameHeader header) {
        frame.putInt(0, MAGIC)
                .putInt(8, header.length)
                .putInt(12, header.previousCrc)
                .putLong(16, header.fileEpoch)
                .putLong(24, header.lsn)
                .putLong(32, header.timeMillis)
                .putInt(40, header.runEpoch)
                .putInt(44, header.kind.code() & 0xff)
                .putInt(48, header.entries)
                .putInt(52, header.lastCommand);
        int crc = crcOf(frame, 0, header.length);
        frame.putInt(4, crc);
        return crc;
    }

    /// Reads the header at a place and nothing else.
    ///
    /// @return null if there cannot be a frame there that fits into the buffer
    public static @Nullable FrameHeader peek(ByteBuffer file, int at) {
        ByteBuffer in = file.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        if (at + BYTES > in.limit() || in.getInt(at) != MAGIC) {
            return null;
        }
        int length = in.getInt(at + 8);
        FrameKind kind = FrameKind.of(in.get(at + 44));
        if (length < BYTES || kind == null) {
            return null;
        }
        return new FrameHeader(
                in.getInt(at + 4),
                length,
                in.getInt(at + 12),
                in.getLong(at + 16),
                in.getLong(at + 24),
                in.getLong(at + 32),
                in.getInt(at + 40),
                kind,
                in.getInt(at + 48),
                in.getInt(at + 52));
    }

    /// Whether the frame at a place is whole.
    public boolean matches(ByteBuffer file, int at) {
        return length <= file.limit() - at && crcOf(file, at, length) == crc;
    }

    private static int crcOf(ByteBuffer file, int at, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(file.slice(at + CHECKED_FROM, length - CHECKED_FROM));
        return (int) checksum.getValue();
    }
}
