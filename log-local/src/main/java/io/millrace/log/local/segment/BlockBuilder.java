package io.millrace.log.local.segment;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Collects batches of one shard into a block and encodes it. Reused from block to block, by one
/// thread.
///
/// Raw payload of a block, per batch:
///
/// ```
///  0 u64  position of the first entry
///  8 u64  time
/// 16 u32  epoch
/// 20 u32  entries
/// 24 u32  crc32c of the encoded entries
/// 28 u32  length of the encoded entries
/// 32      the encoded entries
/// ```
final class BlockBuilder implements AutoCloseable {
    /// Bytes in front of each batch.
    static final int BATCH_HEADER_BYTES = 32;

    /// A block is what a cold read of one entry costs; below this, compression and index suffer.
    static final int TARGET_RAW_BYTES = 64 << 10;

    /// Compressing must save a tenth, else reading pays for nothing.
    private static final int WORTHWHILE_PERCENT = 90;

    private final ZstdCompressCtx zstd = new ZstdCompressCtx();
    private byte[] rawArray = new byte[TARGET_RAW_BYTES];
    private ByteBuffer raw = viewOf(rawArray);
    private byte[] block = new byte[0];
    private int shard;
    private int batches;
    private int entries;
    private long firstPosition;
    private long endPosition;
    private long firstTimeMillis;
    private long lastTimeMillis;

    BlockBuilder() {
        zstd.setLevel(1);
    }

    boolean isEmpty() {
        return batches == 0;
    }

    int shard() {
        return shard;
    }

    long firstPosition() {
        return firstPosition;
    }

    long firstTimeMillis() {
        return firstTimeMillis;
    }

    /// Whether a batch belongs into the current block.
    boolean takes(StoredBatch batch) {
        return batches == 0
                || (batch.shard() == shard && raw.position() + rawBytes(batch) <= TARGET_RAW_BYTES);
    }

    void add(StoredBatch stored) {
        if (batches == 0) {
            shard = stored.shard();
            firstPosition = stored.firstPosition();
            firstTimeMillis = stored.timeMillis();
            reserve(rawBytes(stored));
        }
        raw.putLong(stored.firstPosition())
                .putLong(stored.timeMillis())
                .putInt(stored.epoch())
                .putInt(stored.batch().count())
                .putInt(stored.batch().crc32c())
                .putInt(stored.batch().length());
        stored.batch().writeTo(raw);
        batches++;
        entries += stored.batch().count();
        endPosition = stored.endPosition();
        lastTimeMillis = stored.timeMillis();
    }

    /// Ends the block.
    ///
    /// @return its bytes, valid until the next call
    ByteBuffer encode() {
        int rawLength = raw.position();
        int bound = BlockHeader.BYTES + (int) Zstd.compressBound(rawLength);
        if (block.length < bound) {
            block = new byte[bound];
        }
        int storedLength =
                zstd.compressByteArray(
                        block,
                        BlockHeader.BYTES,
                        block.length - BlockHeader.BYTES,
                        rawArray,
                        0,
                        rawLength);
        int codec = BlockHeader.ZSTD;
        if (storedLength * 100L >= rawLength * (long) WORTHWHILE_PERCENT) {
            System.arraycopy(rawArray, 0, block, BlockHeader.BYTES, rawLength);
            storedLength = rawLength;
            codec = BlockHeader.NONE;
        }
        new BlockHeader(
                        shard,
                        firstPosition,
                        endPosition,
                        firstTimeMillis,
                        lastTimeMillis,
                        entries,
                        batches,
                        codec,
                        rawLength,
                        storedLength)
                .encode(block, 0);
        batches = 0;
        entries = 0;
        raw.clear();
        return ByteBuffer.wrap(block, 0, BlockHeader.BYTES + storedLength);
    }

    private void reserve(int bytes) {
        if (raw.capacity() < bytes) {
            rawArray = new byte[bytes];
            raw = viewOf(rawArray);
        }
    }

    private static int rawBytes(StoredBatch batch) {
        return BATCH_HEADER_BYTES + batch.batch().length();
    }

    private static ByteBuffer viewOf(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() {
        zstd.close();
    }
}
