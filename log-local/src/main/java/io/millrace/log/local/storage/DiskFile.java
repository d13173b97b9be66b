package io.millrace.log.local.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One open file of a {@link DiskStorage}, by positional reads and writes.
final class DiskFile implements StoredFile {
    /// `strerror` of ENOSPC and EDQUOT, in the C locale. Where the operating system speaks another
    /// language they pass for plain failures, which stop the engine: harsher, never wrong.
    private static final List<String> NO_SPACE =
            List.of("No space left on device", "Disk quota exceeded");

    private final Path path;
    private final FileChannel channel;
    private final @Nullable DirectWrites direct;
    private long length;
    private boolean lengthChanged;

    /// @param direct takes the writes it fits; null if every write goes through the page cache
    DiskFile(Path path, FileChannel channel, @Nullable DirectWrites direct) throws IOException {
        this.path = path;
        this.channel = channel;
        this.direct = direct;
        this.length = channel.size();
        // A file that was just created must have its length forced even if it stays empty.
        this.lengthChanged = length == 0;
    }

    @Override
    public int read(long position, ByteBuffer target) throws IOException {
        int start = target.position();
        long at = position;
        while (target.hasRemaining()) {
            int bytes = channel.read(target, at);
            if (bytes < 0) {
                break;
            }
            at += bytes;
        }
        return target.position() - start;
    }

    @Override
    public void write(long position, ByteBuffer source) throws IOException {
        long at = position;
        try {
            if (direct != null) {
                at += direct.write(position, source);
            }
            while (source.hasRemaining()) {
                at += channel.write(source, at);
            }
        } catch (IOException e) {
            throw explain(e, path);
        } finally {
            if (at > length) {
                length = at;
                lengthChanged = true;
            }
        }
    }

    /// A plain `fdatasync` would carry a new length too on Linux; POSIX promises it only for
    /// `fsync`, and the call is rare: journal files are preallocated, segments forced once.
    @Override
    public void force() throws IOException {
        try {
            channel.force(lengthChanged);
        } catch (IOException e) {
            throw explain(e, path);
        }
        lengthChanged = false;
    }

    @Override
    public long size() throws IOException {
        return channel.size();
    }

    @Override
    public void close() throws IOException {
        try {
            if (direct != null) {
                direct.close();
            }
        } finally {
            channel.close();
        }
    }

    /// Tells missing room from other failures.
    static IOException explain(IOException failure, Path path) {
        String text = String.valueOf(failure.getMessage());
        return NO_SPACE.stream().anyMatch(text::contains)
                ? new NoSpaceException("no space for " + path + ": " + text, failure)
                : failure;
    }
}
