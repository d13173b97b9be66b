package io.millrace.log.local.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/// An open file. Positional reads may run beside a write; writes and forces come from one thread.
public interface StoredFile extends Closeable {
    /// Reads at a place until the buffer is full or the file ends.
    ///
    /// @return bytes read, 0 at or behind the end
    int read(long position, ByteBuffer target) throws IOException;

    /// Writes all of the buffer at a place; the file grows if need be.
    void write(long position, ByteBuffer source) throws IOException;

    /// Makes everything written so far durable (`fdatasync`, and the length if it changed).
    void force() throws IOException;

    long size() throws IOException;

    @Override
    void close() throws IOException;
}
