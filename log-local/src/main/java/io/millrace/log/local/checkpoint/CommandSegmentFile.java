package io.millrace.log.local.checkpoint;

import io.millrace.log.CorruptLogException;
import io.millrace.log.local.storage.Storage;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Commands of retired journal files: a {@link TwinFile} with magic "MRK1" whose content is, little
/// endian,
///
/// ```
/// commands, at least one, each: u64 index | u32 length | bytes
/// ```
///
/// Its size and the checksum of its copies stand in the checkpoint.
public final class CommandSegmentFile {
    private static final TwinFile.Kind KIND = new TwinFile.Kind(0x314b524d, 2, "command segment");
    private static final int COMMAND_BYTES = 12;

    private CommandSegmentFile() {}

    /// Takes the commands of a segment.
    public interface Sink {
        /// Takes one command; `command` is valid during the call.
        void command(long index, ByteBuffer command) throws IOException;
    }

    /// Collects the commands of one segment.
    public static final class Builder {
        private final ByteBuffer content;
        private long firstIndex;
        private long lastIndex;

        /// @param count number of commands, at least 1
        /// @param bytes sum of their lengths
        public Builder(int count, long bytes) {
            content =
                    ByteBuffer.allocate(Math.toIntExact(bytes + (long) count * COMMAND_BYTES))
                            .order(ByteOrder.LITTLE_ENDIAN);
        }

        /// Adds the next command.
        public void add(long index, ByteBuffer command) {
            firstIndex = lastIndex == 0 ? index : firstIndex;
            lastIndex = index;
            content.putLong(index).putInt(command.remaining()).put(command.duplicate());
        }

        /// Writes the segment, durably; a file of its name is left from a crash and replaced.
        public Checkpoint.CommandSegment write(Storage storage) throws IOException {
            String name = nameOf(firstIndex);
            content.flip();
            TwinFile.Written written =
                    TwinFile.write(
                            storage,
                            name,
                            KIND,
                            target -> target.write(content.array(), 0, content.limit()));
            return new Checkpoint.CommandSegment(
                    firstIndex, lastIndex, written.bytes(), written.crc());
        }
    }

    private static String nameOf(long firstIndex) {
        return new Checkpoint.CommandSegment(firstIndex, firstIndex, 0, 0).name();
    }

    /// Reads one that a checkpoint names.
    ///
    /// @throws CorruptLogException if it is not what the checkpoint names
    public static TwinFile open(Storage storage, Checkpoint.CommandSegment named)
            throws IOException {
        TwinFile file = TwinFile.read(storage, named.name(), KIND);
        if (file.crc() != named.crc()) {
            throw new CorruptLogException(named.name() + " holds other commands");
        }
        return file;
    }

    /// Hands the commands of a file to `sink`.
    public static void forEach(TwinFile file, Sink sink) throws IOException {
        ByteBuffer content = file.content();
        while (content.hasRemaining()) {
            long index = content.getLong();
            int length = content.getInt();
            sink.command(index, content.slice(content.position(), length));
            content.position(content.position() + length);
        }
    }

    /// Finds out what a file holds of which nothing but the name is known.
    ///
    /// @throws CorruptLogException if it is no whole command segment, or has another one's name
    public static Checkpoint.CommandSegment identify(Storage storage, String name)
            throws IOException {
        TwinFile file = TwinFile.read(storage, name, KIND);
        long[] ends = new long[2];
        try {
            forEach(
                    file,
                    (index, _) -> {
                        ends[0] = ends[0] == 0 ? index : ends[0];
                        ends[1] = index;
                    });
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new CorruptLogException(name + " does not decode: " + e);
        }
        if (!nameOf(ends[0]).equals(name)) {
            throw new CorruptLogException(name + " holds other commands");
        }
        return new Checkpoint.CommandSegment(ends[0], ends[1], file.bytes(), file.crc());
    }
}
