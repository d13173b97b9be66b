package io.millrace.log.local.segment;

import io.millrace.log.local.storage.Storage;
import io.millrace.log.local.storage.StoredFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// Writes one segment file, batch by batch. Not for use by more than one thread.
///
/// The file is of no meaning before {@link #finish()} has returned and its name was noted in a
/// catalogue; one that was left by a crash may be deleted unread.
public final class SegmentWriter implements Closeable {
    /// Large enough for one seek per chunk, small enough not to hold up the journal's sync.
    private static final int CHUNK_BYTES = 512 << 10;

    /// A multiple of the block of every usual file system.
    private static final int ALIGNMENT = 4096;

    private final Storage storage;
    private final String name;
    private final long stream;
    private final StoredFile file;
    private final TableBuilder tables = new TableBuilder();
    private final BlockBuilder block = new BlockBuilder();
    private final ByteBuffer chunk;
    private long writtenBytes;
    private boolean finished;
    private boolean closed;

    private SegmentWriter(
            Storage storage, String name, long stream, StoredFile file, ByteBuffer chunk) {
        this.storage = storage;
        this.name = name;
        this.stream = stream;
        this.file = file;
        this.chunk = chunk.clear();
    }

    /// Memory for one writer at a time: off the heap and aligned, so that full chunks can go by the
    /// page cache, where finding room for what nobody reads soon costs more than compressing it.
    public static ByteBuffer chunk() {
        return ByteBuffer.allocateDirect(CHUNK_BYTES + ALIGNMENT)
                .alignedSlice(ALIGNMENT)
                .slice(0, CHUNK_BYTES);
    }

    /// Starts a file that must not exist.
    ///
    /// @param chunk what {@link #chunk()} gave; not for another writer before this one is closed
    public static SegmentWriter create(Storage storage, String name, long stream, ByteBuffer chunk)
            throws IOException {
        SegmentWriter writer =
                new SegmentWriter(storage, name, stream, storage.createBulk(name), chunk);
        // The header is known at the end; until then its place holds what is no header.
        writer.chunk.put(new byte[Summary.BYTES]);
        return writer;
    }

    /// Adds a batch. Batches come ordered by shard, then position.
    ///
    /// @throws IllegalArgumentException if it is of another stream or out of order
    public void add(StoredBatch batch) throws IOException {
        if (finished || batch.stream() != stream) {
            throw new IllegalArgumentException(
                    "a batch of stream "
                            + batch.stream()
                            + " for "
                            + (finished ? "the finished " : "")
                            + "segment "
                            + name
                            + " of stream "
                            + stream);
        }
        if (!block.takes(batch)) {
            writeBlock();
        }
        tables.add(batch);
        block.add(batch);
    }

    /// Bytes of the file so far; grows a block at a time.
    public long bytes() {
        return writtenBytes + chunk.position();
    }

    /// Ends the file and makes it and its name durable.
    ///
    /// @throws IllegalStateException if nothing was added
    public SegmentMeta finish() throws IOException {
        if (block.isEmpty()) {
            throw new IllegalStateException("nothing to finish in segment " + name);
        }
        writeBlock();
        finished = true;
        long tableOffset = bytes();
        byte[] encoded = tables.encode();
        Summary summary = tables.summary(stream, tableOffset, encoded);
        append(ByteBuffer.wrap(encoded));
        append(summary.encode(Summary.FOOTER_MAGIC));
        flush();
        file.write(0, summary.encode(Summary.HEADER_MAGIC));
        file.force();
        storage.forceDirectory(directory());
        release();
        return summary.meta(name);
    }

    /// What the file holds, shard by shard; complete once it is finished.
    public List<ShardExtent> extents() {
        return tables.extents();
    }

    private void writeBlock() throws IOException {
        long offset = bytes();
        tables.addBlock(block, offset);
        append(block.encode());
    }

    private void append(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (!chunk.hasRemaining()) {
                flush();
            }
            int part = Math.min(bytes.remaining(), chunk.remaining());
            chunk.put(bytes.slice(bytes.position(), part));
            bytes.position(bytes.position() + part);
        }
    }

    private void flush() throws IOException {
        chunk.flip();
        int bytes = chunk.remaining();
        file.write(writtenBytes, chunk);
        writtenBytes += bytes;
        chunk.clear();
    }

    private String directory() {
        int slash = name.lastIndexOf('/');
        return slash < 0 ? "" : name.substring(0, slash);
    }

    private void release() throws IOException {
        closed = true;
        block.close();
        file.close();
    }

    /// Releases what the writer holds; a file that was not finished is deleted.
    @Override
    public void close() throws IOException {
        if (!closed) {
            release();
            storage.delete(name);
        }
    }
}
