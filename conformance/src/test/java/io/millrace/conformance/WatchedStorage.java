package io.millrace.conformance;

import io.millrace.log.local.storage.Storage;
import io.millrace.log.local.storage.StoredFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// A storage that tells somebody of every operation that changes anything, before it is done; who
/// may let it fail, or end the process.
final class WatchedStorage implements Storage {
    private final Storage storage;
    private final Watch watch;

    /// What is about to be done.
    enum Operation {
        CREATE,
        WRITE,
        FORCE,
        RENAME,
        DELETE,
        FORCE_DIRECTORY,
        LOCK
    }

    /// Hears of operations.
    interface Watch {
        /// Hears of an operation before it is done.
        ///
        /// @param name of the file or directory
        /// @throws IOException instead of the operation
        void before(Operation operation, String name) throws IOException;
    }

    WatchedStorage(Storage storage, Watch watch) {
        this.storage = storage;
        this.watch = watch;
    }

    @Override
    public StoredFile create(String name) throws IOException {
        watch.before(Operation.CREATE, name);
        return new WatchedFile(name, storage.create(name));
    }

    @Override
    public StoredFile open(String name, boolean writable) throws IOException {
        StoredFile file = storage.open(name, writable);
        return writable ? new WatchedFile(name, file) : file;
    }

    @Override
    public List<String> list(String directory) throws IOException {
        return storage.list(directory);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        watch.before(Operation.RENAME, from);
        storage.rename(from, to);
    }

    @Override
    public void delete(String name) throws IOException {
        watch.before(Operation.DELETE, name);
        storage.delete(name);
    }

    @Override
    public void forceDirectory(String directory) throws IOException {
        watch.before(Operation.FORCE_DIRECTORY, directory);
        storage.forceDirectory(directory);
    }

    @Override
    public long usableBytes() throws IOException {
        return storage.usableBytes();
    }

    @Override
    public Closeable lock() throws IOException {
        watch.before(Operation.LOCK, "");
        return storage.lock();
    }

    @Override
    public void close() throws IOException {
        storage.close();
    }

    private final class WatchedFile implements StoredFile {
        private final String name;
        private final StoredFile file;

        WatchedFile(String name, StoredFile file) {
            this.name = name;
            this.file = file;
        }

        @Override
        public int read(long position, ByteBuffer target) throws IOException {
            return file.read(position, target);
        }

        @Override
        public void write(long position, ByteBuffer source) throws IOException {
            watch.before(Operation.WRITE, name);
            file.write(position, source);
        }

        @Override
        public void force() throws IOException {
            watch.before(Operation.FORCE, name);
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
