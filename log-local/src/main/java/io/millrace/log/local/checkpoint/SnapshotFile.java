package io.millrace.log.local.checkpoint;

import io.millrace.log.CorruptLogException;
import io.millrace.log.local.storage.Storage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// A snapshot of the state machine on disk, little endian:
///
/// ```
///  0  u32  magic "MRS1"
///  4  u32  format version, 1
///  8  u64  index of the last command in it
/// 16  u64  length of the state
/// 24  u32  CRC32C of bytes 0 to 24 and the state
/// 28  the state
/// ```
public final class SnapshotFile {
    private static final int MAGIC = 0x3153524d;
    private static final int VERSION = 1;
    private static final int HEADER_BYTES = 28;

    private SnapshotFile() {}

    /// Writes one.
    public static Checkpoint.Snapshot write(Storage storage, long index, ByteBuffer state)
            throws IOException {
        int length = state.remaining();
        ByteBuffer file =
                ByteBuffer.allocate(Math.addExact(HEADER_BYTES, length))
                        .order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(MAGIC).putInt(VERSION).putLong(index).putLong(length);
        file.position(HEADER_BYTES).put(state.duplicate());
        file.putInt(HEADER_BYTES - 4, crcOf(file.flip()));
        Checkpoint.Snapshot written = new Checkpoint.Snapshot(index, file.remaining());
        WholeFile.replace(storage, written.name(), file);
        return written;
    }

    /// Reads one.
    ///
    /// @throws CorruptLogException if it is not what the checkpoint names
    public static InputStream read(Storage storage, Checkpoint.Snapshot named) throws IOException {
        ByteBuffer file = WholeFile.read(storage, named.name()).order(ByteOrder.LITTLE_ENDIAN);
        if (file.remaining() < HEADER_BYTES || file.getInt(0) != MAGIC) {
            throw new CorruptLogException(named.name() + " is not a Millrace snapshot");
        }
        if (file.getInt(4) != VERSION) {
            throw new CorruptLogException(
                    named.name()
                            + " has snapshot format version "
                            + file.getInt(4)
                            + ", this program knows "
                            + VERSION);
        }
        if (file.remaining() != named.bytes()
                || file.getLong(8) != named.index()
                || file.getLong(16) != file.remaining() - HEADER_BYTES
                || file.getInt(HEADER_BYTES - 4) != crcOf(file)) {
            throw new CorruptLogException(named.name() + " is damaged (length or checksum)");
        }
        byte[] state = new byte[file.remaining() - HEADER_BYTES];
        file.get(HEADER_BYTES, state);
        return new ByteArrayInputStream(state);
    }

    private static int crcOf(ByteBuffer file) {
        CRC32C crc = new CRC32C();
        crc.update(file.duplicate().limit(HEADER_BYTES - 4));
        crc.update(file.duplicate().position(HEADER_BYTES));
        return (int) crc.getValue();
    }
}
