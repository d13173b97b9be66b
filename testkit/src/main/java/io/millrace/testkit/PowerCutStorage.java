package io.millrace.testkit;

import io.millrace.log.local.storage.Storage;
import io.millrace.log.local.storage.StoredFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

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

    /// Bytes that the disk has not got.
    private static final class Unforced {
        private final long position;
        private final byte[] bytes;

        Unforced(long position, byte[] bytes) {
            this.position = position;
            this.bytes = bytes;
        }
    }

    /// A file whose unforced writes lie over what the disk has, the later over the earlier. Writes
    /// and forces come from one thread, reads from any.
    private static final class Held implements StoredFile {
        private final StoredFile disk;
        private final boolean late;
        private final List<Unforced> due = new ArrayList<>();
        private final List<Unforced> unforced = new ArrayList<>();
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

        private static void overlay(List<Unforced> writes, long position, ByteBuffer window) {
            for (Unforced write : writes) {
                long from = Math.max(position, write.position);
                long to = Math.min(position + window.limit(), write.position + write.bytes.length);
                if (from < to) {
                    window.put(
                            (int) (from - position),
                            write.bytes,
                            (int) (from - write.position),
                            (int) (to - from));
                }
            }
        }

        @Override
        public synchronized void write(long position, ByteBuffer source) {
            byte[] bytes = new byte[source.remaining()];
            source.get(bytes);
            unforced.add(new Unforced(position, bytes));
            size = Math.max(size, position + bytes.length);
        }

        @Override
        public synchronized void force() throws IOException {
            // Late only where frames overwrite a prepared file: making one, or marking it for use,
            // acknowledges nothing.
            boolean honest =
                    !late
                            || size > disk.size()
                            || unforced.stream().anyMatch(write -> write.position < HEADER_BYTES);
            if (honest) {
                due.addAll(unforced);
                unforced.clear();
            }
            for (Unforced write : due) {
                disk.write(write.position, ByteBuffer.wrap(write.bytes));
            }
            due.clear();
            due.addAll(unforced);
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
