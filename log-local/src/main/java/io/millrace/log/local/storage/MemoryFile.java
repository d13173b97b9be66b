package io.millrace.log.local.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// The bytes of one file in chunks that are allocated when first written; a hole reads as zeros.
/// Its room is given back when its name is gone and nobody has it open.
final class MemoryFile {
    /// A compromise between slack per file and objects per byte.
    private static final int CHUNK_BYTES = 64 << 10;

    /// Stands for a chunk never written.
    private static final byte[] HOLE = new byte[0];

    /// What a hole reads as.
    private static final byte[] ZEROS = new byte[CHUNK_BYTES];

    private final String name;
    private final MemoryBudget budget;
    private final List<byte[]> chunks = new ArrayList<>();
    private long length;
    private int handles;
    private boolean unlinked;

    MemoryFile(String name, MemoryBudget budget) {
        this.name = name;
        this.budget = budget;
    }

    synchronized StoredFile handle() {
        handles++;
        return new Handle();
    }

    synchronized void unlink() {
        unlinked = true;
        giveBackIfGone();
    }

    private synchronized void release() {
        handles--;
        giveBackIfGone();
    }

    private void giveBackIfGone() {
        if (unlinked && handles == 0) {
            long bytes = chunks.stream().mapToLong(chunk -> chunk.length).sum();
            chunks.clear();
            length = 0;
            budget.giveBack(bytes);
        }
    }

    private synchronized int read(long position, ByteBuffer target) {
        int start = target.position();
        long at = position;
        while (target.hasRemaining() && at < length) {
            int within = (int) (at % CHUNK_BYTES);
            int bytes =
                    (int) Math.min(Math.min(target.remaining(), CHUNK_BYTES - within), length - at);
            byte[] chunk = chunks.get((int) (at / CHUNK_BYTES));
            target.put(chunk.length == 0 ? ZEROS : chunk, within, bytes);
            at += bytes;
        }
        return target.position() - start;
    }

    private synchronized void write(long position, ByteBuffer source) throws NoSpaceException {
        long at = position;
        while (source.hasRemaining()) {
            int within = (int) (at % CHUNK_BYTES);
            int bytes = Math.min(source.remaining(), CHUNK_BYTES - within);
            source.get(chunk((int) (at / CHUNK_BYTES)), within, bytes);
            at += bytes;
            length = Math.max(length, at);
        }
    }

    private byte[] chunk(int index) throws NoSpaceException {
        while (chunks.size() <= index) {
            chunks.add(HOLE);
        }
        byte[] chunk = chunks.get(index);
        if (chunk.length == 0) {
            budget.take(name, CHUNK_BYTES);
            chunk = new byte[CHUNK_BYTES];
            chunks.set(index, chunk);
        }
        return chunk;
    }

    private synchronized long length() {
        return length;
    }

    private final class Handle implements StoredFile {
        private final AtomicBoolean closed = new AtomicBoolean();

        @Override
        public int read(long position, ByteBuffer target) throws IOException {
            requireOpen();
            return MemoryFile.this.read(position, target);
        }

        @Override
        public void write(long position, ByteBuffer source) throws IOException {
            requireOpen();
            MemoryFile.this.write(position, source);
        }

        @Override
        public void force() throws IOException {
            requireOpen();
        }

        @Override
        public long size() throws IOException {
            requireOpen();
            return length();
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                release();
            }
        }

        private void requireOpen() throws ClosedChannelException {
            if (closed.get()) {
                throw new ClosedChannelException();
            }
        }
    }
}
