package io.millrace.testkit.simulation;

import io.millrace.log.local.storage.NoSpaceException;
import io.millrace.log.local.storage.Storage;
import io.millrace.log.local.storage.StoredFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;

/// What one process sees of a {@link SimulatedDisk}; of no use once the process is dead.
final class SimulatedStorage implements Storage {
    private final SimulatedDisk disk;
    private final long life;

    SimulatedStorage(SimulatedDisk disk, long life) {
        this.disk = disk;
        this.life = life;
    }

    @Override
    public StoredFile create(String name) throws IOException {
        SimulatedDirectory directory = disk.directory(directoryOf(name));
        if (directory.files().containsKey(fileOf(name))) {
            throw new FileAlreadyExistsException(name);
        }
        SimulatedFile file = new SimulatedFile();
        change("create " + name, () -> directory.bind(fileOf(name), file));
        return new Handle(file);
    }

    @Override
    public StoredFile open(String name, boolean writable) throws IOException {
        requireAlive();
        return new Handle(existing(name));
    }

    @Override
    public List<String> list(String directory) throws IOException {
        requireAlive();
        if (!directory.isEmpty()) {
            requireName(directory);
        }
        return List.copyOf(disk.directory(directory).files().keySet());
    }

    @Override
    public void rename(String from, String to) throws IOException {
        SimulatedFile file = existing(from);
        if (!directoryOf(from).equals(directoryOf(to))) {
            throw new IllegalArgumentException(from + " and " + to + ": only within a directory");
        }
        change(
                "rename " + from,
                () -> disk.directory(directoryOf(from)).rename(fileOf(from), fileOf(to), file));
    }

    @Override
    public void delete(String name) throws IOException {
        SimulatedDirectory directory = disk.directory(directoryOf(name));
        change("delete " + name, () -> directory.unbind(fileOf(name)));
    }

    @Override
    public void forceDirectory(String directory) throws IOException {
        change("force directory " + directory, () -> disk.directory(directory).force());
    }

    /// A change of names. If it fails it may still have happened.
    private void change(String what, Runnable change) throws IOException {
        requireAlive();
        if (disk.isFaultDue()) {
            if (disk.random().nextBoolean()) {
                change.run();
            }
            throw disk.fault(what);
        }
        change.run();
    }

    @Override
    public long usableBytes() throws IOException {
        requireAlive();
        return disk.leftBytes();
    }

    @Override
    public Closeable lock() throws IOException {
        requireAlive();
        disk.lock();
        return () -> disk.unlock(life);
    }

    @Override
    public void close() {}

    private void requireAlive() throws IOException {
        disk.requireAlive(life);
    }

    private SimulatedFile existing(String name) throws NoSuchFileException {
        SimulatedFile file = disk.directory(directoryOf(name)).files().get(fileOf(name));
        if (file == null) {
            throw new NoSuchFileException(name);
        }
        return file;
    }

    private static String directoryOf(String name) {
        requireName(name);
        return name.substring(0, Math.max(0, name.lastIndexOf('/')));
    }

    private static String fileOf(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    private static void requireName(String name) {
        for (String part : name.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                throw new IllegalArgumentException("'" + name + "' is no name");
            }
        }
    }

    private final class Handle implements StoredFile {
        private final SimulatedFile file;
        private boolean closed;

        Handle(SimulatedFile file) {
            this.file = file;
        }

        @Override
        public int read(long position, ByteBuffer target) throws IOException {
            requireOpen();
            return file.read(position, target);
        }

        @Override
        public void write(long position, ByteBuffer source) throws IOException {
            requireOpen();
            byte[] bytes = new byte[source.remaining()];
            source.get(bytes);
            disk.tookWrite(bytes.length);
            if (disk.isFaultDue()) {
                writePart(position, bytes, disk.random().nextInt(bytes.length + 1));
                throw disk.fault("write of " + bytes.length + " bytes");
            }
            long grows = Math.max(0, position + bytes.length - file.length());
            long left = usableBytes();
            if (grows > left) {
                writePart(position, bytes, (int) Math.max(0, bytes.length - (grows - left)));
                throw new NoSpaceException("simulated disk full: " + grows + " of " + left);
            }
            file.write(position, bytes, disk.operations());
        }

        private void writePart(long position, byte[] bytes, int part) {
            if (part > 0) {
                file.write(position, Arrays.copyOf(bytes, part), disk.operations());
            }
        }

        @Override
        public void force() throws IOException {
            requireOpen();
            disk.tookForce();
            if (disk.isFaultDue()) {
                if (!disk.cutsPower()) {
                    file.failForce(disk.random());
                }
                throw disk.fault("force");
            }
            file.force();
        }

        @Override
        public long size() throws IOException {
            requireOpen();
            return file.length();
        }

        @Override
        public void close() {
            closed = true;
        }

        private void requireOpen() throws IOException {
            requireAlive();
            if (closed) {
                throw new IOException("the file is closed");
            }
        }
    }
}
