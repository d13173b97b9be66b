package io.millrace.log.local.segment;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The shard table and the block table of a segment, decoded. Immutable.
///
/// ```
/// shard table, a row per shard, by number       block table, a row per block, by shard, position
///  0 u32  shard                                  0 u64  position of the first entry
///  4 u32  blocks                                 8 u64  time of the first entry
///  8 u64  position of the first entry           16 u64  offset in the file
/// 16 u64  one more than the last position
/// 24 u64  time of the first entry
/// 32 u64  time of the last entry
/// 40 u64  entries
/// ```
///
/// Blocks stand without gaps, so a block's length is the distance to the next one.
final class SegmentIndex {
    static final int SHARD_ROW_BYTES = 48;
    static final int BLOCK_ROW_BYTES = 24;

    private final List<ShardExtent> shards;
    private final int[] firstBlocks;
    private final long[] positions;
    private final long[] times;
    private final long[] offsets;

    private SegmentIndex(List<ShardExtent> shards, int[] firstBlocks, int blocks) {
        this.shards = shards;
        this.firstBlocks = firstBlocks;
        this.positions = new long[blocks];
        this.times = new long[blocks];
        this.offsets = new long[blocks + 1];
    }

    static int crcOf(byte[] tables, int from, int to) {
        CRC32C crc = new CRC32C();
        crc.update(tables, from, to - from);
        return (int) crc.getValue();
    }

    /// Decodes a shard table whose checksum is right.
    static List<ShardExtent> decodeShards(ByteBuffer tables, int shards) {
        ByteBuffer in = tables.order(ByteOrder.LITTLE_ENDIAN);
        List<ShardExtent> extents = new ArrayList<>(shards);
        for (int i = 0; i < shards; i++) {
            extents.add(
                    new ShardExtent(
                            in.getInt(),
                            in.getInt(),
                            in.getLong(),
                            in.getLong(),
                            in.getLong(),
                            in.getLong(),
                            in.getLong()));
        }
        return List.copyOf(extents);
    }

    /// Decodes tables whose checksums are right.
    static SegmentIndex decode(ByteBuffer tables, Summary summary) {
        List<ShardExtent> shards = decodeShards(tables, summary.shards());
        int[] firstBlocks = new int[summary.shards() + 1];
        for (int i = 0; i < summary.shards(); i++) {
            firstBlocks[i + 1] = firstBlocks[i] + shards.get(i).blocks();
        }
        SegmentIndex index = new SegmentIndex(shards, firstBlocks, summary.blocks());
        for (int i = 0; i < summary.blocks(); i++) {
            index.positions[i] = tables.getLong();
            index.times[i] = tables.getLong();
            index.offsets[i] = tables.getLong();
        }
        index.offsets[summary.blocks()] = summary.tableOffset();
        return index;
    }

    List<ShardExtent> shards() {
        return shards;
    }

    int blocks() {
        return positions.length;
    }

    /// Row of a shard in the shard table, or -1.
    int rowOf(int shard) {
        int low = 0;
        int high = shards.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int there = shards.get(middle).shard();
            if (there == shard) {
                return middle;
            }
            if (there < shard) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    @Nullable ShardExtent extent(int shard) {
        int row = rowOf(shard);
        return row < 0 ? null : shards.get(row);
    }

    /// First block of a row of the shard table; of the row behind the last, the number of blocks.
    int firstBlock(int row) {
        return firstBlocks[row];
    }

    /// The block of a shard that holds `position` if any does: the last one that starts at or
    /// before it, else the first.
    int blockAt(int row, long position) {
        int low = firstBlocks[row];
        int high = firstBlocks[row + 1] - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (positions[middle] <= position) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /// The block of a shard in which the first entry at or after an instant may be: the last one
    /// that starts before it, else the first.
    int blockBefore(int row, long timeMillis) {
        int low = firstBlocks[row];
        int high = firstBlocks[row + 1] - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (times[middle] < timeMillis) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    long position(int block) {
        return positions[block];
    }

    long timeMillis(int block) {
        return times[block];
    }

    long offset(int block) {
        return offsets[block];
    }

    /// Offset behind a block.
    long end(int block) {
        return offsets[block + 1];
    }
}
