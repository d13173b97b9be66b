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
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// A storage in memory that does to the engine what a file system may do, and no more. One thread;
/// every choice comes from the given randomness.
///
/// **What it does.**
///
/// - A power cut ({@link #crash()}): of each write that was not forced, all, none, or any subset of
///   its 512-byte or 4096-byte sectors survives, independently of other writes; so writes within
///   one sync are reordered in effect. A file's new length may survive without its bytes, which are
///   zeros then. Of the creations, renamings and deletions in a directory that was not forced, any
///   survive, except those built upon a lost one.
/// - A process killed ({@link #kill()}): everything stays as it was seen, and what was not forced
///   can still be lost to a power cut later.
/// - A power cut at the n-th operation that changes anything, within whatever the engine is doing
///   ({@link #cutPowerAfter}): a write may have been made in part; nothing works afterwards.
/// - A single failure at the n-th such operation ({@link #failAfter}): a write may have been made
///   in part, a renaming may have happened or not; after a failed force some of the writes are on
///   the disk, and *the next force succeeds although the others are not* (as since 2018 everybody
///   knows of Linux).
/// - A full disk ({@link #capacity}): a write that grows a file beyond what is left is made in part
///   and throws {@link NoSpaceException}.
/// - Rot: one flipped bit, or one file cut short ({@link #damage}).
///
/// **What it does not do, because it would be unfair.** It does not lose what was forced: no engine
/// on one disk survives that. It does not tear a sector: disks checksum them. It does not show old
/// bytes of deleted files in new ones: no file system in use does, it would be a leak. It does not
/// reorder two renamings of one file: journaling file systems do not. It does not flip bits and
/// forget writes in ways that cancel out. It does not fail reads: an error there is passed on to
/// the caller and changes nothing.
public final class SimulatedStorage implements Storage {
    private static final String DEAD = "the power is cut";

    private final RandomGenerator random;
    private final TreeMap<String, SimulatedDirectory> directories = new TreeMap<>();
    private long capacityBytes = Long.MAX_VALUE;
    private int operationsLeft = -1;
    private boolean cutsPower;
    private boolean dead;
    private boolean failed;
    private boolean locked;
    private long life;
    private long operations;

    public SimulatedStorage(RandomGenerator random) {
        this.random = random;
    }

    /// Cuts the power: handles are dead, what was not forced meets its fate, a new life begins.
    public void crash() {
        directories.values().forEach(directory -> directory.crash(random));
        kill();
    }

    /// Ends the process: handles are dead, the lock is free, bytes and names stay.
    public void kill() {
        life++;
        dead = false;
        failed = false;
        locked = false;
        operationsLeft = -1;
    }

    /// Cuts the power when `count` more changing operations have been done.
    public void cutPowerAfter(int count) {
        operationsLeft = count;
        cutsPower = true;
    }

    /// Lets one changing operation fail after `count` more have been done.
    public void failAfter(int count) {
        operationsLeft = count;
        cutsPower = false;
    }

    /// Whether an injected fault has happened in this life.
    public boolean hasFailed() {
        return failed;
    }

    /// Changing operations since the beginning.
    public long operations() {
        return operations;
    }

    /// Sets how many bytes all files together may take.
    public void capacity(long bytes) {
        capacityBytes = bytes;
    }

    /// Bytes all files take.
    public long usedBytes() {
        return directories.values().stream()
                .flatMap(directory -> directory.files().values().stream())
                .mapToLong(SimulatedFile::length)
                .sum();
    }

    /// A second storage that holds what this one shows, all of it durable.
    public SimulatedStorage copy(RandomGenerator randomOfCopy) {
        SimulatedStorage copy = new SimulatedStorage(randomOfCopy);
        directories.forEach((name, directory) -> copy.directories.put(name, directory.copy()));
        return copy;
    }

    /// Flips one bit somewhere, or cuts one file short.
    ///
    /// @return what was done
    public String damage() {
        long at = random.nextLong(Math.max(1, usedBytes()));
        for (var directory : directories.entrySet()) {
            for (var file : directory.getValue().files().entrySet()) {
                int length = file.getValue().length();
                if (at < length) {
                    String name = directory.getKey() + "/" + file.getKey();
                    return damage(name, file.getValue(), (int) at);
                }
                at -= length;
            }
        }
        return "nothing: there are no bytes";
    }

    private String damage(String name, SimulatedFile file, int at) {
        if (random.nextInt(8) == 0) {
            file.cut(at);
            return name + " cut to " + at + " bytes";
        }
        int bit = random.nextInt(8);
        file.flip(at, bit);
        return "bit " + bit + " of byte " + at + " of " + name + " flipped";
    }

    @Override
    public StoredFile create(String name) throws IOException {
        SimulatedDirectory directory = directory(directoryOf(name));
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
        SimulatedDirectory found = directories.get(directory);
        return found == null ? List.of() : List.copyOf(found.files().keySet());
    }

    @Override
    public void rename(String from, String to) throws IOException {
        SimulatedFile file = existing(from);
        if (!directoryOf(from).equals(directoryOf(to))) {
            throw new IllegalArgumentException(from + " and " + to + ": only within a directory");
        }
        change(
                "rename " + from,
                () -> directory(directoryOf(from)).rename(fileOf(from), fileOf(to), file));
    }

    @Override
    public void delete(String name) throws IOException {
        SimulatedDirectory directory = directory(directoryOf(name));
        change("delete " + name, () -> directory.unbind(fileOf(name)));
    }

    @Override
    public void forceDirectory(String directory) throws IOException {
        change("force directory " + directory, () -> directory(directory).force());
    }

    /// A change of names. If it fails it may still have happened.
    private void change(String what, Runnable change) throws IOException {
        if (isFaultDue()) {
            if (random.nextBoolean()) {
                change.run();
            }
            throw fault(what);
        }
        change.run();
    }

    @Override
    public long usableBytes() throws IOException {
        requireAlive();
        return Math.max(0, capacityBytes - usedBytes());
    }

    @Override
    public Closeable lock() throws IOException {
        requireAlive();
        if (locked) {
            throw new IOException("the simulated directory is in use");
        }
        locked = true;
        long owner = life;
        return () -> {
            if (owner == life) {
                locked = false;
            }
        };
    }

    @Override
    public void close() {}

    private boolean isFaultDue() throws IOException {
        requireAlive();
        operations++;
        return operationsLeft >= 0 && operationsLeft-- == 0;
    }

    private IOException fault(String what) {
        failed = true;
        dead = cutsPower;
        return new IOException((cutsPower ? DEAD : "simulated I/O error") + " at " + what);
    }

    private void requireAlive() throws IOException {
        if (dead) {
            throw new IOException(DEAD);
        }
    }

    private SimulatedDirectory directory(String name) {
        return directories.computeIfAbsent(name, _ -> new SimulatedDirectory());
    }

    private SimulatedFile existing(String name) throws NoSuchFileException {
        SimulatedFile file = directory(directoryOf(name)).files().get(fileOf(name));
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
        private final long owner = life;
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
            if (isFaultDue()) {
                writePart(position, bytes, random.nextInt(bytes.length + 1));
                throw fault("write of " + bytes.length + " bytes");
            }
            long grows = Math.max(0, position + bytes.length - file.length());
            long left = usableBytes();
            if (grows > left) {
                writePart(position, bytes, (int) Math.max(0, bytes.length - (grows - left)));
                throw new NoSpaceException("simulated disk full: " + grows + " of " + left);
            }
            file.write(position, bytes);
        }

        private void writePart(long position, byte[] bytes, int part) {
            if (part > 0) {
                file.write(position, Arrays.copyOf(bytes, part));
            }
        }

        @Override
        public void force() throws IOException {
            requireOpen();
            if (isFaultDue()) {
                if (!cutsPower) {
                    file.failForce(random);
                }
                throw fault("force");
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
            if (closed || owner != life) {
                throw new IOException("the file is closed");
            }
        }
    }
}
