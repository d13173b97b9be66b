package io.millrace.log.local.segment;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// What stands before the payload of a block. A block holds batches of one shard.
///
/// ```
///  0 u32  magic "MBLK"
///  4 u32  shard
///  8 u64  position of the first entry
/// 16 u64  one more than the position of the last entry
/// 24 u64  time of the first entry
/// 32 u64  time of the last entry
/// 40 u32  entries
/// 44 u32  batches
/// 48 u32  codec: 0 none, 1 zstd
/// 52 u32  raw length of the payload
/// 56 u32  stored length of the payload
/// 60 u32  crc32c of the 60 bytes before and of the stored payload
/// ```
record BlockHeader(
        int shard,
        long firstPosition,
        long endPosition,
        long firstTimeMillis,
        long lastTimeMillis,
        int entries,
        int batches,
        int codec,
        int rawLength,
        int storedLength) {
    static final int BYTES = 64;
    static final int MAGIC = 0x4B4C_424D;
    private static final int CRC_AT = 60;

    /// Codec of a payload stored as it is.
    static final int NONE = 0;

    /// Codec of a payload that is one zstd frame.
    static final int ZSTD = 1;

    /// Writes the header in front of a payload that stands at `BYTES` bytes behind `offset`.
    void encode(byte[] target, int offset) {
        ByteBuffer out = view(target);
        out.position(offset);
        out.putInt(MAGIC)
                .putInt(shard)
                .putLong(firstPosition)
                .putLong(endPosition)
                .putLong(firstTimeMillis)
                .putLong(lastTimeMillis)
                .putInt(entries)
                .putInt(batches)
                .putInt(codec)
                .putInt(rawLength)
                .putInt(storedLength);
        out.putInt(crcOf(target, offset, storedLength));
    }

    static BlockHeader decode(byte[] source, int offset) {
        ByteBuffer in = view(source);
        return new BlockHeader(
                in.getInt(offset + 4),
                in.getLong(offset + 8),
                in.getLong(offset + 16),
                in.getLong(offset + 24),
                in.getLong(offset + 32),
                in.getInt(offset + 40),
                in.getInt(offset + 44),
                in.getInt(offset + 48),
                in.getInt(offset + 52),
                in.getInt(offset + 56));
    }

    static int magicOf(byte[] source, int offset) {
        return view(source).getInt(offset);
    }

    static int crcIn(byte[] source, int offset) {
        return view(source).getInt(offset + CRC_AT);
    }

    static int crcOf(byte[] source, int offset, int storedLength) {
        CRC32C crc = new CRC32C();
        crc.update(source, offset, CRC_AT);
        crc.update(source, offset + BYTES, storedLength);
        return (int) crc.getValue();
    }

    private static ByteBuffer view(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
