package io.millrace.log.local.segment;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Collects the shard table and the block table while a segment is written; the bytes are drawn at
/// {@link SegmentIndex}.
final class TableBuilder {
    private record BlockRow(long firstPosition, long firstTimeMillis, long offset) {}

    private final List<ShardExtent> shards = new ArrayList<>();
    private final List<BlockRow> blocks = new ArrayList<>();
    private @Nullable ShardExtent current;
    private long batches;
    private long entries;
    private long minTimeMillis = Long.MAX_VALUE;
    private long maxTimeMillis = Long.MIN_VALUE;

    /// Notes a batch.
    ///
    /// @throws IllegalArgumentException if it is out of order
    void add(StoredBatch batch) {
        ShardExtent last = current;
        if (last == null || last.shard() != batch.shard()) {
            requireRising(last, batch);
            endShard();
            current =
                    new ShardExtent(
                            batch.shard(),
                            0,
                            batch.firstPosition(),
                            batch.endPosition(),
                            batch.timeMillis(),
                            batch.timeMillis(),
                            batch.batch().count());
        } else {
            requireBehind(last, batch);
            current =
                    new ShardExtent(
                            last.shard(),
                            last.blocks(),
                            last.firstPosition(),
                            batch.endPosition(),
                            last.firstTimeMillis(),
                            batch.timeMillis(),
                            last.entries() + batch.batch().count());
        }
        batches++;
        entries += batch.batch().count();
        minTimeMillis = Math.min(minTimeMillis, batch.timeMillis());
        maxTimeMillis = Math.max(maxTimeMillis, batch.timeMillis());
    }

    /// Notes where the block of the batches noted last was written.
    void addBlock(BlockBuilder block, long offset) {
        blocks.add(new BlockRow(block.firstPosition(), block.firstTimeMillis(), offset));
        ShardExtent last = current;
        if (last != null) {
            current =
                    new ShardExtent(
                            last.shard(),
                            last.blocks() + 1,
                            last.firstPosition(),
                            last.endPosition(),
                            last.firstTimeMillis(),
                            last.lastTimeMillis(),
                            last.entries());
        }
    }

    private void endShard() {
        if (current != null) {
            shards.add(current);
        }
    }

    /// Ends both tables.
    ///
    /// @return their bytes
    byte[] encode() {
        endShard();
        current = null;
        byte[] tables =
                new byte
                        [shards.size() * SegmentIndex.SHARD_ROW_BYTES
                                + blocks.size() * SegmentIndex.BLOCK_ROW_BYTES];
        ByteBuffer out = ByteBuffer.wrap(tables).order(ByteOrder.LITTLE_ENDIAN);
        for (ShardExtent shard : shards) {
            out.putInt(shard.shard())
                    .putInt(shard.blocks())
                    .putLong(shard.firstPosition())
                    .putLong(shard.endPosition())
                    .putLong(shard.firstTimeMillis())
                    .putLong(shard.lastTimeMillis())
                    .putLong(shard.entries());
        }
        for (BlockRow block : blocks) {
            out.putLong(block.firstPosition())
                    .putLong(block.firstTimeMillis())
                    .putLong(block.offset());
        }
        return tables;
    }

    Summary summary(long stream, long tableOffset, byte[] tables) {
        int shardTableBytes = shards.size() * SegmentIndex.SHARD_ROW_BYTES;
        return new Summary(
                shards.size(),
                stream,
                tableOffset + tables.length + Summary.BYTES,
                tableOffset,
                blocks.size(),
                SegmentIndex.crcOf(tables, 0, shardTableBytes),
                batches,
                entries,
                minTimeMillis,
                maxTimeMillis,
                SegmentIndex.crcOf(tables, shardTableBytes, tables.length));
    }

    List<ShardExtent> extents() {
        return List.copyOf(shards);
    }

    private static void requireRising(@Nullable ShardExtent last, StoredBatch batch) {
        if (last != null && last.shard() > batch.shard()) {
            throw new IllegalArgumentException(
                    "shard " + batch.shard() + " came after shard " + last.shard());
        }
    }

    private static void requireBehind(ShardExtent last, StoredBatch batch) {
        if (batch.firstPosition() < last.endPosition()
                || batch.timeMillis() < last.lastTimeMillis()) {
            throw new IllegalArgumentException(
                    "shard "
                            + batch.shard()
                            + ": position "
                            + batch.firstPosition()
                            + " at time "
                            + batch.timeMillis()
                            + " came after position "
                            + (last.endPosition() - 1)
                            + " at time "
                            + last.lastTimeMillis());
        }
    }
}
