package io.millrace.testkit;

import io.millrace.log.local.storage.Storage;
import io.millrace.log.local.storage.StoredFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A storage that keeps unforced writes in its own heap and passes them on only at {@link
/// StoredFile#force}, so that SIGKILL does to a process what a power cut does to a machine.
///
/// Names are made, changed and removed at once: what a crash does to those is the simulation's
/// business. With `late`, a force of what was overwritten in a journal file reports success one
/// force too early: what an engine does that acknowledges before it forces. Tests must catch that.
public final class PowerCutStorage implements Storage {
    private static final long HEADER_BYTES = 4096;

    private final Storage disk;
    private final boolean late;

    public PowerCutStorage(Storage disk, boolean late) {
        this.disk = disk;
        this.late = late;
    }

    @Override
    public StoredFile create(String name) throws IOException {
        return new Held(disk.create(name), late && name.startsWith("journal/"));
    }

    @Override
    public StoredFile open(String name, boolean writable) throws IOException {
        StoredFile file = disk.open(name, writable);
        return writable ? new Held(file, late && name.startsWith("journal/")) : file;
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
    public void forceDirectory(String directory) throws IOException {
        disk.forceDirectory(directory);
    }

    @Override
    public long usableBytes() throws IOException {
        return disk.usableBytes();
    }

    @Override
    public Closeable lock() throws IOException {
        return disk.lock();
    }

    @Override
    public void close() throws IOException {
        disk.close();
    }

    /// A file whose unforced writes lie over what the disk has. Writes and forces come from one
    /// thread, reads from any.
    private static final class Held implements StoredFile {
        private final StoredFile disk;
        private final boolean late;
        private final TreeMap<Long, byte[]> due = new TreeMap<>();
        private final TreeMap<Long, byte[]> unforced = new TreeMap<>();
        private long size;

        Held(StoredFile disk, boolean late) throws IOException {
            this.disk = disk;
            this.late = late;
            this.size = disk.size();
        }

        @Override
        public synchronized int read(long position, ByteBuffer target) throws IOException {
            int start = target.position();
            int wanted = (int) Math.max(0, Math.min(target.remaining(), size - position));
            ByteBuffer window = target.slice(start, wanted);
            disk.read(position, window);
            while (window.hasRemaining()) {
                window.put((byte) 0);
            }
            overlay(due, position, window);
            overlay(unforced, position, window);
            target.position(start + wanted);
            return wanted;
        }

        private static void overlay(Map<Long, byte[]> writes, long position, ByteBuffer window) {
            for (Map.Entry<Long, byte[]> write : writes.entrySet()) {
                long from = Math.max(position, write.getKey());
                long to =
                        Math.min(
                                position + window.limit(),
                                write.getKey() + write.getValue().length);
                if (from < to) {
                    window.put(
                            (int) (from - position),
                            write.getValue(),
                            (int) (from - write.getKey()),
                            (int) (to - from));
                }
            }
        }

        @Override
        public synchronized void write(long position, ByteBuffer source) {
            byte[] bytes = new byte[source.remaining()];
            source.get(bytes);
            byte[] replaced = unforced.put(position, bytes);
            if (replaced != null && replaced.length > bytes.length) {
                throw new IllegalStateException(
                        "a shorter write over an unforced one at " + position);
            }
            size = Math.max(size, position + bytes.length);
        }

        @Override
        public synchronized void force() throws IOException {
            // Late only where frames overwrite a prepared file: making one, or marking it for use,
            // acknowledges nothing.
            boolean honest =
                    !late
                            || size > disk.size()
                            || (!unforced.isEmpty() && unforced.firstKey() < HEADER_BYTES);
            if (honest) {
                due.putAll(unforced);
                unforced.clear();
            }
            for (Map.Entry<Long, byte[]> write : due.entrySet()) {
                disk.write(write.getKey(), ByteBuffer.wrap(write.getValue()));
            }
            due.clear();
            due.putAll(unforced);
            unforced.clear();
        }

        @Override
        public synchronized long size() {
            return size;
        }

        /// What was not forced goes with the file, as nobody promised it.
        @Override
        public void close() throws IOException {
            disk.close();
        }
    }
}
