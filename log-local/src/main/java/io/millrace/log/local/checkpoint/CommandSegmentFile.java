package io.millrace.log.local.checkpoint;

import io.millrace.log.CorruptLogException;
import io.millrace.log.local.storage.Storage;
import io.millrace.log.local.storage.StoredFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// Commands of retired journal files, little endian:
///
/// ```
///  0  u32  magic "MRK1"
///  4  u32  format version, 1
///  8  commands, each: u64 index | u32 length | bytes
/// ```
///
/// Its size and the CRC32C of all of it stand in the checkpoint.
public final class CommandSegmentFile {
    private static final int MAGIC = 0x314b524d;
    private static final int VERSION = 1;
    private static final int HEADER_BYTES = 8;
    private static final int COMMAND_BYTES = 12;
    private static final int BUFFER_BYTES = 256 << 10;

    private CommandSegmentFile() {}

    /// Takes the commands of a segment.
    public interface Sink {
        /// Takes one command; `command` is valid during the call.
        void command(long index, ByteBuffer command) throws IOException;
    }

    /// Writes one segment, command by command.
    public static final class Writer {
        private final Storage storage;
        private final StoredFile file;
        private final String name;
        private final CRC32C crc = new CRC32C();
        private final long firstIndex;
        private ByteBuffer buffer =
                ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        private long written;
        private long lastIndex;

        /// Begins a file; one of that name is left from a crash and replaced.
        public Writer(Storage storage, long firstIndex) throws IOException {
            this.storage = storage;
            this.firstIndex = firstIndex;
            this.name = new Checkpoint.CommandSegment(firstIndex, firstIndex, 0, 0).name();
            storage.delete(name);
            this.file = storage.create(name);
            buffer.putInt(MAGIC).putInt(VERSION);
        }

        /// Adds the next command.
        public void add(long index, ByteBuffer command) throws IOException {
            int needed = COMMAND_BYTES + command.remaining();
            if (needed > buffer.remaining()) {
                flush();
            }
            if (needed > buffer.capacity()) {
                buffer = ByteBuffer.allocate(needed).order(ByteOrder.LITTLE_ENDIAN);
            }
            buffer.putLong(index).putInt(command.remaining()).put(command.duplicate());
            lastIndex = index;
        }

        /// Makes the file durable; its name becomes so with the directory's next force.
        public Checkpoint.CommandSegment finish() throws IOException {
            flush();
            file.force();
            file.close();
            return new Checkpoint.CommandSegment(
                    firstIndex, lastIndex, written, (int) crc.getValue());
        }

        /// Removes what there is of it.
        public void abandon() throws IOException {
            file.close();
            storage.delete(name);
        }

        private void flush() throws IOException {
            buffer.flip();
            crc.update(buffer.duplicate());
            int bytes = buffer.remaining();
            file.write(written, buffer);
            written += bytes;
            buffer.clear();
        }
    }

    /// Hands the commands of a segment to `sink`.
    ///
    /// @throws CorruptLogException if it is not what the checkpoint names
    public static void read(Storage storage, Checkpoint.CommandSegment named, Sink sink)
            throws IOException {
        ByteBuffer file = WholeFile.read(storage, named.name()).order(ByteOrder.LITTLE_ENDIAN);
        check(file, named);
        file.position(HEADER_BYTES);
        while (file.hasRemaining()) {
            long index = file.getLong();
            int length = file.getInt();
            sink.command(index, file.slice(file.position(), length));
            file.position(file.position() + length);
        }
    }

    private static void check(ByteBuffer file, Checkpoint.CommandSegment named) {
        if (file.remaining() < HEADER_BYTES || file.getInt(0) != MAGIC) {
            throw new CorruptLogException(named.name() + " is not a Millrace command segment");
        }
        if (file.getInt(4) != VERSION) {
            throw new CorruptLogException(
                    named.name()
                            + " has command format version "
                            + file.getInt(4)
                            + ", this program knows "
                            + VERSION);
        }
        CRC32C crc = new CRC32C();
        crc.update(file.duplicate());
        if (file.remaining() != named.bytes() || (int) crc.getValue() != named.crc()) {
            throw new CorruptLogException(named.name() + " is damaged (length or checksum)");
        }
    }
}
