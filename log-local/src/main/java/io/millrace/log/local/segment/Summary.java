package io.millrace.log.local.segment;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The facts about a whole segment file. They stand in its header and, with another magic, again in
/// its footer; either one alone is enough to read the file.
///
/// ```
///  0 u64  magic: "MRSEGHD1" in the header, "MRSEGFT1" in the footer
///  8 u32  format version, 1
/// 12 u32  shards
/// 16 u64  stream
/// 24 u64  length of the file
/// 32 u64  offset of the shard table, where the blocks end
/// 40 u32  blocks
/// 44 u32  crc32c of the shard table
/// 48 u64  batches
/// 56 u64  entries
/// 64 u64  smallest time
/// 72 u64  largest time
/// 80 u64  0
/// 88 u32  crc32c of the block table
/// 92 u32  crc32c of the 92 bytes before
/// ```
record Summary(
        int shards,
        long stream,
        long fileBytes,
        long tableOffset,
        int blocks,
        int shardTableCrc,
        long batches,
        long entries,
        long minTimeMillis,
        long maxTimeMillis,
        int blockTableCrc) {
    static final int BYTES = 96;
    static final int FORMAT_VERSION = 1;
    static final long HEADER_MAGIC = 0x3144_4847_4553_524DL;
    static final long FOOTER_MAGIC = 0x3154_4647_4553_524DL;
    private static final int CRC_AT = 92;

    ByteBuffer encode(long magic) {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(magic)
                .putInt(FORMAT_VERSION)
                .putInt(shards)
                .putLong(stream)
                .putLong(fileBytes)
                .putLong(tableOffset)
                .putInt(blocks)
                .putInt(shardTableCrc)
                .putLong(batches)
                .putLong(entries)
                .putLong(minTimeMillis)
                .putLong(maxTimeMillis)
                .putLong(0)
                .putInt(blockTableCrc)
                .putInt(crcOf(bytes.array()));
        return bytes.flip();
    }

    /// Says what is wrong with encoded facts, or null.
    static @Nullable String findingIn(byte[] bytes, long magic) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int stored = in.getInt(CRC_AT);
        int actual = crcOf(bytes);
        if (in.getLong(0) != magic) {
            return "the magic is " + hex(in.getLong(0)) + ", not " + hex(magic);
        }
        if (stored != actual) {
            return "the checksum is " + hex(actual) + ", not " + hex(stored);
        }
        return in.getInt(8) == FORMAT_VERSION
                ? null
                : "the format version is " + in.getInt(8) + ", this server knows " + FORMAT_VERSION;
    }

    /// Whether encoded facts are whole, but of a format version that this program does not know.
    static boolean isOfAnotherVersion(byte[] bytes, long magic) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return in.getLong(0) == magic
                && in.getInt(CRC_AT) == crcOf(bytes)
                && in.getInt(8) != FORMAT_VERSION;
    }

    /// Decodes facts in which there was no finding.
    static Summary decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return new Summary(
                in.getInt(12),
                in.getLong(16),
                in.getLong(24),
                in.getLong(32),
                in.getInt(40),
                in.getInt(44),
                in.getLong(48),
                in.getLong(56),
                in.getLong(64),
                in.getLong(72),
                in.getInt(88));
    }

    SegmentMeta meta(String name) {
        return new SegmentMeta(
                name,
                stream,
                fileBytes,
                tableBytes(),
                shards,
                batches,
                entries,
                minTimeMillis,
                maxTimeMillis);
    }

    /// Length of shard table and block table.
    long tableBytes() {
        return fileBytes - BYTES - tableOffset;
    }

    int shardTableBytes() {
        return shards * SegmentIndex.SHARD_ROW_BYTES;
    }

    private static int crcOf(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, CRC_AT);
        return (int) crc.getValue();
    }

    private static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }

    private static String hex(int value) {
        return "0x" + Integer.toHexString(value);
    }
}
