package io.millrace.testkit.simulation;

import io.millrace.log.local.storage.Storage;
import java.io.IOException;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;

/// A disk in memory that does to the engine what a file system may do, and no more. One thread;
/// every choice comes from the given randomness. A process reaches it through a {@link
/// SimulatedStorage} of its own, which is dead when the process is.
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
///   and throws `NoSpaceException`.
/// - Time: each write and each force takes some ({@link #takesTime}).
/// - Rot: one flipped bit, or one file cut short ({@link #damage}).
///
/// **What it does not do, because it would be unfair.** It does not lose what was forced: no engine
/// on one disk survives that. It does not tear a sector: disks checksum them. It does not show old
/// bytes of deleted files in new ones: no file system in use does, it would be a leak. It does not
/// reorder two renamings of one file: journaling file systems do not. It does not flip bits and
/// forget writes in ways that cancel out. It does not fail reads: an error there is passed on to
/// the caller and changes nothing.
public final class SimulatedDisk {
    /// A slow disk, so that what takes long is told from what does not.
    private static final long NANOS_PER_BYTE = 100;

    private static final long NANOS_PER_FORCE = 1_000_000;

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
    private LongConsumer clock = _ -> {};

    public SimulatedDisk(RandomGenerator random) {
        this.random = random;
    }

    /// What the next process sees, until it is killed or the power is cut.
    public Storage storage() {
        return new SimulatedStorage(this, life);
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

    /// Tells a clock how many nanoseconds each operation takes; without one they take none.
    public void takesTime(LongConsumer newClock) {
        clock = newClock;
    }

    /// Bytes all files take.
    public long usedBytes() {
        return directories.values().stream()
                .flatMap(directory -> directory.files().values().stream())
                .mapToLong(SimulatedFile::length)
                .sum();
    }

    /// A second disk that holds what this one shows, all of it durable.
    public SimulatedDisk copy(RandomGenerator randomOfCopy) {
        SimulatedDisk copy = new SimulatedDisk(randomOfCopy);
        directories.forEach((name, directory) -> copy.directories.put(name, directory.copy()));
        return copy;
    }

    /// Flips one bit somewhere, or cuts one file short; sometimes within the first page of what was
    /// written last, which is the most delicate place.
    ///
    /// @return what was done
    public String damage() {
        TreeMap<String, SimulatedFile> files = new TreeMap<>();
        directories.forEach((directory, names) ->
                names.files().forEach((name, file) -> files.put(directory + "/" + name, file)));
        files.values().removeIf(file -> file.length() == 0);
        if (files.isEmpty()) {
            return "nothing: there are no bytes";
        }
        return switch (random.nextInt(8)) {
            case 0, 1 -> damageNewest(files);
            case 2, 3 -> damageSmall(files);
            default -> damageAny(files);
        };
    }

    /// Each file is as likely, however small.
    private String damageSmall(Map<String, SimulatedFile> files) {
        String name = List.copyOf(files.keySet()).get(random.nextInt(files.size()));
        SimulatedFile file = Objects.requireNonNull(files.get(name));
        return damage(name, file, random.nextInt(file.length()));
    }

    private String damageNewest(Map<String, SimulatedFile> files) {
        var newest =
                Collections.max(
                        files.entrySet(),
                        Comparator.comparingLong(each -> each.getValue().lastWriteNumber()));
        SimulatedFile file = newest.getValue();
        int at = Math.min(file.length() - 1, file.lastWriteAt() + random.nextInt(4096));
        return damage(newest.getKey(), file, at);
    }

    private String damageAny(Map<String, SimulatedFile> files) {
        long at = random.nextLong(usedBytes());
        for (var each : files.entrySet()) {
            int length = each.getValue().length();
            if (at < length) {
                return damage(each.getKey(), each.getValue(), (int) at);
            }
            at -= length;
        }
        throw new IllegalStateException("behind the last byte by " + at);
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

    SimulatedDirectory directory(String name) {
        return directories.computeIfAbsent(name, _ -> new SimulatedDirectory());
    }

    RandomGenerator random() {
        return random;
    }

    void tookWrite(int bytes) {
        clock.accept(NANOS_PER_BYTE * bytes);
    }

    void tookForce() {
        clock.accept(NANOS_PER_FORCE);
    }

    /// Counts a changing operation.
    ///
    /// @return whether it is the one that fails
    boolean isFaultDue() {
        operations++;
        return operationsLeft >= 0 && operationsLeft-- == 0;
    }

    /// Makes the fault that is due happen.
    IOException fault(String what) {
        failed = true;
        dead = cutsPower;
        return new IOException((cutsPower ? DEAD : "simulated I/O error") + " at " + what);
    }

    /// Whether the fault that is due takes the power away.
    boolean cutsPower() {
        return cutsPower;
    }

    void requireAlive(long lifeOfCaller) throws IOException {
        if (dead || life != lifeOfCaller) {
            throw new IOException(DEAD);
        }
    }

    long leftBytes() {
        return Math.max(0, capacityBytes - usedBytes());
    }

    void lock() throws IOException {
        if (locked) {
            throw new IOException("the simulated directory is in use");
        }
        locked = true;
    }

    void unlock(long lifeOfOwner) {
        if (lifeOfOwner == life) {
            locked = false;
        }
    }
}
