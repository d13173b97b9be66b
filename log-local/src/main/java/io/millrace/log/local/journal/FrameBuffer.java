package io.millrace.log.local.journal;

import io.millrace.log.Batch;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// One direct buffer in which frame after frame is encoded. It grows with the largest group seen,
/// up to a whole journal file. Not for use by more than one thread.
public final class FrameBuffer {
    private static final int FIRST_BYTES = 256 << 10;

    private final int maxBytes;
    private ByteBuffer buffer;
    private int entries;
    private long lastCommand;

    /// @param maxBytes size of the largest frame, padding included; a multiple of the block size
    /// @param lastCommand index of the newest command before the first frame
    public FrameBuffer(int maxBytes, long lastCommand) {
        this.maxBytes = maxBytes;
        this.lastCommand = lastCommand;
        this.buffer = allocate(Math.min(FIRST_BYTES, maxBytes));
        clear();
    }

    /// Starts a new frame.
    public void clear() {
        buffer.clear().position(FrameHeader.BYTES);
        entries = 0;
    }

    /// Bytes encoded so far, the header included.
    public int length() {
        return buffer.position();
    }

    /// Size of the largest frame.
    public int maxBytes() {
        return maxBytes;
    }

    /// Number of entries so far.
    public int entries() {
        return entries;
    }

    /// Adds a batch.
    ///
    /// @return where its bytes start, from the start of the frame
    public int addBatch(long stream, int shard, long position, long timeMillis, Batch batch) {
        reserve(FrameEntry.DATA_BYTES + batch.length());
        buffer.put(FrameEntry.DATA)
                .putLong(stream)
                .putInt(shard)
                .putLong(position)
                .putLong(timeMillis)
                .putInt(batch.count())
                .putInt(batch.crc32c())
                .putInt(batch.length());
        int offset = buffer.position();
        batch.writeTo(buffer);
        entries++;
        return offset;
    }

    /// Adds a command.
    ///
    /// @return where its bytes start, from the start of the frame
    public int addCommand(long index, byte[] command) {
        reserve(FrameEntry.COMMAND_BYTES + command.length);
        buffer.put(FrameEntry.COMMAND).putLong(index).putInt(command.length);
        int offset = buffer.position();
        buffer.put(command);
        entries++;
        lastCommand = index;
        return offset;
    }

    /// Adds the end of a shard.
    public void addSeal(long stream, int shard, long endPosition, long timeMillis) {
        reserve(FrameEntry.SEALED_BYTES);
        buffer.put(FrameEntry.SEALED)
                .putLong(stream)
                .putInt(shard)
                .putLong(endPosition)
                .putLong(timeMillis);
        entries++;
    }

    /// Adds the end of a log's existence; `shard` is -1 for all of a stream.
    public void addDrop(long stream, int shard) {
        reserve(FrameEntry.DROPPED_BYTES);
        buffer.put(FrameEntry.DROPPED).putLong(stream).putInt(shard);
        entries++;
    }

    /// Ends the frame: header, checksum, zeros up to the end of the last block.
    ///
    /// @param header length, entries, newest command and checksum in it are not looked at
    /// @return the whole blocks to write, valid until {@link #clear}
    public Sealed seal(FrameHeader header) {
        int length = buffer.position();
        int padded = FrameHeader.padded(length);
        reserve(padded - length);
        while (buffer.position() < padded) {
            buffer.put((byte) 0);
        }
        FrameHeader complete =
                new FrameHeader(
                        0,
                        length,
                        header.previousCrc(),
                        header.fileEpoch(),
                        header.lsn(),
                        header.timeMillis(),
                        header.runEpoch(),
                        header.kind(),
                        entries,
                        (int) lastCommand);
        int crc = FrameHeader.seal(buffer, complete);
        return new Sealed(buffer.duplicate().flip(), crc);
    }

    /// A frame ready to be written.
    ///
    /// @param blocks its bytes
    /// @param crc its checksum, which the next frame repeats
    public record Sealed(ByteBuffer blocks, int crc) {}

    private void reserve(int more) {
        int needed = buffer.position() + more;
        if (needed <= buffer.capacity()) {
            return;
        }
        if (needed > maxBytes) {
            throw new IllegalStateException("a frame of " + needed + " bytes, limit " + maxBytes);
        }
        ByteBuffer larger = allocate((int) Math.min(maxBytes, 2L * needed));
        larger.put(buffer.flip());
        buffer = larger;
    }

    private static ByteBuffer allocate(int bytes) {
        // Whole blocks, so that padding always fits.
        return ByteBuffer.allocateDirect(FrameHeader.padded(bytes)).order(ByteOrder.LITTLE_ENDIAN);
    }
}
