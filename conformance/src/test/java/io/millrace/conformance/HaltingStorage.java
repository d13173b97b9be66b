package io.millrace.conformance;

import io.millrace.log.local.storage.Storage;
import io.millrace.log.local.storage.StoredFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Ends the process at once, as a power cut does, while the journal is retired: at one of the
/// operations that follow the creation of the first segment and are no frames of the journal. Those
/// write segments, command segments, snapshots and the checkpoint, delete, and make journal files
/// ready for their next use. The test's reader is left alone: it starts with the first puts.
final class HaltingStorage implements Storage {
    private static final int KILLED = 137;

    /// More than a start and reading take: a frame to open, one when idle, each written and forced.
    private static final int FRAME_OPERATIONS_BEFORE = 8;

    private final Storage storage;
    private final AtomicInteger left;
    private final AtomicInteger frameOperations = new AtomicInteger();
    private volatile boolean retiring;

    /// @param operations how many of them are done
    HaltingStorage(Storage storage, int operations) {
        this.storage = storage;
        this.left = new AtomicInteger(operations);
    }

    private void operation(String name) {
        if (name.startsWith("journal/0")) {
            frameOperations.incrementAndGet();
            return;
        }
        retiring |=
                name.startsWith("segment/") && frameOperations.get() > FRAME_OPERATIONS_BEFORE;
        if (retiring && left.getAndDecrement() == 0) {
            Runtime.getRuntime().halt(KILLED);
        }
    }

    @Override
    public StoredFile create(String name) throws IOException {
        operation(name);
        return new HaltingFile(name, storage.create(name));
    }

    @Override
    public StoredFile open(String name, boolean writable) throws IOException {
        StoredFile file = storage.open(name, writable);
        return writable ? new HaltingFile(name, file) : file;
    }

    @Override
    public List<String> list(String directory) throws IOException {
        return storage.list(directory);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        operation(from);
        storage.rename(from, to);
    }

    @Override
    public void delete(String name) throws IOException {
        operation(name);
        storage.delete(name);
    }

    @Override
    public void forceDirectory(String directory) throws IOException {
        operation(directory);
        storage.forceDirectory(directory);
    }

    @Override
    public long usableBytes() throws IOException {
        return storage.usableBytes();
    }

    @Override
    public Closeable lock() throws IOException {
        return storage.lock();
    }

    @Override
    public void close() throws IOException {
        storage.close();
    }

    private final class HaltingFile implements StoredFile {
        private final String name;
        private final StoredFile file;

        HaltingFile(String name, StoredFile file) {
            this.name = name;
            this.file = file;
        }

        @Override
        public int read(long position, ByteBuffer target) throws IOException {
            return file.read(position, target);
        }

        @Override
        public void write(long position, ByteBuffer source) throws IOException {
            operation(name);
            file.write(position, source);
        }

        @Override
        public void force() throws IOException {
            operation(name);
            file.force();
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
