package io.millrace.log.local.segment;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import io.millrace.log.Batch;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// Decodes one block and trusts nothing: neither its checksums nor, behind them, its lengths and
/// places. Stateless.
final class BlockDecoder {
    /// A block holds 64 KiB or a single batch.
    private static final int MAX_RAW_BYTES = Batch.MAX_BYTES + BlockBuilder.BATCH_HEADER_BYTES;

    /// What the index says about a block.
    ///
    /// @param endPosition no position of the block is this or larger
    record Expected(
            long stream, int shard, long firstPosition, long endPosition, long firstTimeMillis) {}

    private BlockDecoder() {}

    /// Decodes the block that fills `length` bytes from `offset` on. The batches keep the array
    /// reachable if the block is not compressed.
    static List<StoredBatch> decode(byte[] bytes, int offset, int length, Expected expected)
            throws DamagedException {
        BlockHeader header = header(bytes, offset, length);
        if (header.shard() != expected.shard()
                || header.firstPosition() != expected.firstPosition()
                || header.firstTimeMillis() != expected.firstTimeMillis()) {
            throw new DamagedException(
                    "the block is of shard "
                            + header.shard()
                            + " from position "
                            + header.firstPosition()
                            + " and time "
                            + header.firstTimeMillis()
                            + ", the index says "
                            + expected);
        }
        int payload = offset + BlockHeader.BYTES;
        List<StoredBatch> batches =
                header.codec() == BlockHeader.NONE
                        ? batches(bytes, payload, payload + header.rawLength(), expected)
                        : batches(raw(bytes, payload, header), 0, header.rawLength(), expected);
        requireTotals(header, batches);
        return batches;
    }

    private static BlockHeader header(byte[] bytes, int offset, int length)
            throws DamagedException {
        if (length < BlockHeader.BYTES || BlockHeader.magicOf(bytes, offset) != BlockHeader.MAGIC) {
            throw new DamagedException("there is no block");
        }
        BlockHeader header = BlockHeader.decode(bytes, offset);
        if (header.storedLength() != length - BlockHeader.BYTES) {
            throw new DamagedException(
                    "the block's payload is "
                            + header.storedLength()
                            + " bytes long, the index says "
                            + (length - BlockHeader.BYTES));
        }
        int stored = BlockHeader.crcIn(bytes, offset);
        int actual = BlockHeader.crcOf(bytes, offset, header.storedLength());
        if (stored != actual) {
            throw new DamagedException(
                    "the checksum is 0x"
                            + Integer.toHexString(actual)
                            + ", not 0x"
                            + Integer.toHexString(stored));
        }
        requireLengths(header);
        return header;
    }

    private static void requireLengths(BlockHeader header) throws DamagedException {
        boolean right =
                switch (header.codec()) {
                    case BlockHeader.NONE -> header.rawLength() == header.storedLength();
                    case BlockHeader.ZSTD ->
                            header.rawLength() > 0 && header.rawLength() <= MAX_RAW_BYTES;
                    default -> false;
                };
        if (!right) {
            throw new DamagedException(
                    "codec "
                            + header.codec()
                            + " with "
                            + header.storedLength()
                            + " stored bytes for "
                            + header.rawLength()
                            + " raw ones is not known");
        }
    }

    private static byte[] raw(byte[] bytes, int payload, BlockHeader header)
            throws DamagedException {
        byte[] raw = new byte[header.rawLength()];
        long length;
        try {
            length =
                    Zstd.decompressByteArray(
                            raw, 0, raw.length, bytes, payload, header.storedLength());
        } catch (ZstdException e) {
            throw new DamagedException("the payload does not decompress: " + e.getMessage());
        }
        if (Zstd.isError(length) || length != raw.length) {
            throw new DamagedException(
                    "the payload decompresses to " + length + " bytes, not " + raw.length);
        }
        return raw;
    }

    private static List<StoredBatch> batches(byte[] raw, int from, int to, Expected expected)
            throws DamagedException {
        List<StoredBatch> batches = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(raw, from, to - from).order(ByteOrder.LITTLE_ENDIAN);
        long position = expected.firstPosition();
        long timeMillis = expected.firstTimeMillis();
        while (in.hasRemaining()) {
            StoredBatch next = batch(in, raw, expected);
            if (next.firstPosition() < position
                    || next.endPosition() > expected.endPosition()
                    || next.timeMillis() < timeMillis) {
                throw new DamagedException(
                        "position " + next.firstPosition() + " is out of order or place");
            }
            position = next.endPosition();
            timeMillis = next.timeMillis();
            batches.add(next);
        }
        return batches;
    }

    private static StoredBatch batch(ByteBuffer in, byte[] raw, Expected expected)
            throws DamagedException {
        if (in.remaining() < BlockBuilder.BATCH_HEADER_BYTES) {
            throw new DamagedException("a batch ends early");
        }
        long firstPosition = in.getLong();
        long timeMillis = in.getLong();
        int epoch = in.getInt();
        int count = in.getInt();
        int crc = in.getInt();
        int length = in.getInt();
        if (length < 0 || length > in.remaining() || count < 1) {
            throw new DamagedException(
                    "a batch of " + count + " entries claims " + length + " bytes");
        }
        Batch batch = Batch.stored(raw, in.position(), length, count, crc);
        if (!batch.verify()) {
            throw new DamagedException(
                    "the batch at position " + firstPosition + " fails its checksum");
        }
        in.position(in.position() + length);
        return new StoredBatch(
                expected.stream(), expected.shard(), firstPosition, timeMillis, epoch, batch);
    }

    private static void requireTotals(BlockHeader header, List<StoredBatch> batches)
            throws DamagedException {
        long entries = 0;
        for (StoredBatch batch : batches) {
            entries += batch.batch().count();
        }
        if (batches.size() != header.batches()
                || entries != header.entries()
                || batches.isEmpty()
                || batches.getLast().endPosition() != header.endPosition()) {
            throw new DamagedException(
                    "the block holds "
                            + entries
                            + " entries in "
                            + batches.size()
                            + " batches, its header says "
                            + header);
        }
    }
}
