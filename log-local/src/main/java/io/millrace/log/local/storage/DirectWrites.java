package io.millrace.log.local.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A second way into a file, by the page cache (`O_DIRECT`), for whole blocks of memory that is not
/// on the heap. Where the file system does not have it, it is left out and nothing is lost but
/// time.
final class DirectWrites implements Closeable {
    private static final String REFUSED = "Invalid argument";

    /// Of the JDK but not of its specification, so looked up by name; null without it.
    private static final @Nullable OpenOption DIRECT = find();

    private final FileChannel channel;
    private final int blockBytes;
    private boolean refused;

    private DirectWrites(FileChannel channel, int blockBytes) {
        this.channel = channel;
        this.blockBytes = blockBytes;
    }

    /// Opens an existing file; null if that cannot be had here.
    static @Nullable DirectWrites open(Path path) {
        if (DIRECT == null) {
            return null;
        }
        try {
            int blockBytes = Math.toIntExact(Files.getFileStore(path).getBlockSize());
            return new DirectWrites(
                    FileChannel.open(path, StandardOpenOption.WRITE, DIRECT), blockBytes);
        } catch (IOException | UnsupportedOperationException | ArithmeticException e) {
            return null;
        }
    }

    private static @Nullable OpenOption find() {
        try {
            Object[] options =
                    Class.forName("com.sun.nio.file.ExtendedOpenOption").getEnumConstants();
            return Stream.of(options)
                    .map(OpenOption.class::cast)
                    .filter(option -> option.toString().equals("DIRECT"))
                    .findFirst()
                    .orElse(null);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    /// Whether a write is of whole blocks, in the file and in memory.
    boolean fits(long position, ByteBuffer source) {
        return !refused
                && source.isDirect()
                && position % blockBytes == 0
                && source.remaining() % blockBytes == 0
                && source.alignmentOffset(source.position(), blockBytes) == 0;
    }

    /// Writes what it can.
    ///
    /// @return bytes written; what remains in the buffer is to be written through the page cache
    int write(long position, ByteBuffer source) throws IOException {
        int start = source.position();
        try {
            while (source.hasRemaining() && fits(position + source.position() - start, source)) {
                channel.write(source, position + source.position() - start);
            }
        } catch (IOException e) {
            // Some file systems open such a file and refuse the write; any other failure is one.
            if (!String.valueOf(e.getMessage()).contains(REFUSED)) {
                throw e;
            }
            refused = true;
        }
        return source.position() - start;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
