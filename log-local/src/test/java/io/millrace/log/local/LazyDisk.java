package io.millrace.log.local;

import io.millrace.log.local.storage.DiskStorage;
import io.millrace.log.local.storage.NoSpaceException;
import io.millrace.log.local.storage.Storage;
import io.millrace.log.local.storage.StoredFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntConsumer;

/// A directory whose forces do nothing: for tests that look at what is in files, not at what a
/// power cut leaves. Can fail at will, and tell of each write.
final class LazyDisk implements Storage {
    private final DiskStorage disk;
    volatile boolean failing;
    volatile boolean full;
    volatile long usableBytes = Long.MAX_VALUE;
    volatile IntConsumer beforeWrite = _ -> {};

    LazyDisk(Path directory) throws IOException {
        disk = DiskStorage.open(directory);
    }

    @Override
    public StoredFile create(String name) throws IOException {
        refuseIfFull();
        return new LazyFile(disk.create(name));
    }

    @Override
    public StoredFile open(String name, boolean writable) throws IOException {
        return new LazyFile(disk.open(name, writable));
    }

    @Override
    public List<String> list(String directory) throws IOException {
        return disk.list(directory);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        disk.rename(from, to);
    }

    @Override
    public void delete(String name) throws IOException {
        disk.delete(name);
    }

    @Override
    public void forceDirectory(String directory) {}

    @Override
    public long usableBytes() {
        return usableBytes;
    }

    @Override
    public Closeable lock() throws IOException {
        return disk.lock();
    }

    @Override
    public void close() {
        disk.close();
    }

    private void refuseIfFull() throws IOException {
        if (full) {
            throw new NoSpaceException("the test's disk is full");
        }
    }

    private final class LazyFile implements StoredFile {
        private final StoredFile file;

        LazyFile(StoredFile file) {
            this.file = file;
        }

        @Override
        public int read(long position, ByteBuffer target) throws IOException {
            return file.read(position, target);
        }

        @Override
        public void write(long position, ByteBuffer source) throws IOException {
            beforeWrite.accept(source.remaining());
            if (position + source.remaining() > file.size()) {
                refuseIfFull();
            }
            file.write(position, source);
        }

        @Override
        public void force() throws IOException {
            if (failing) {
                throw new IOException("Input/output error");
            }
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
