package io.millrace.testkit.simulation;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// The bytes of one simulated file, twice: as a reader sees them (the page cache) and as they stand
/// on the disk, with the writes in between.
final class SimulatedFile {
    /// What a disk writes in one piece: the classic sector, and the page of an advanced format
    /// disk.
    private static final int[] SECTOR_BYTES = {512, 4096};

    private static final class Write {
        private final int offset;
        private final byte[] bytes;

        Write(int offset, byte[] bytes) {
            this.offset = offset;
            this.bytes = bytes;
        }

        int end() {
            return offset + bytes.length;
        }
    }

    private final List<Write> unforced = new ArrayList<>();
    private byte[] cache = new byte[0];
    private int length;
    private byte[] disk = new byte[0];
    private int diskLength;
    private long lastWriteNumber;
    private int lastWriteAt;

    int length() {
        return length;
    }

    int read(long position, ByteBuffer target) {
        if (position >= length) {
            return 0;
        }
        int bytes = (int) Math.min(target.remaining(), length - position);
        target.put(cache, (int) position, bytes);
        return bytes;
    }

    /// Number of the newest write among all of the disk.
    long lastWriteNumber() {
        return lastWriteNumber;
    }

    /// Where the newest write began.
    int lastWriteAt() {
        return lastWriteAt;
    }

    /// @param number rises from write to write of the disk
    void write(long position, byte[] bytes, long number) {
        lastWriteNumber = number;
        lastWriteAt = (int) position;
        Write write = new Write(Math.toIntExact(position), bytes);
        cache = apply(write, cache);
        length = Math.max(length, write.end());
        unforced.add(write);
    }

    void force() {
        for (Write write : unforced) {
            disk = apply(write, disk);
        }
        unforced.clear();
        diskLength = Math.max(diskLength, length);
        disk = room(disk, diskLength);
    }

    /// A force failed: some of the writes reached the disk, and all of them now pass for clean, so
    /// that the next force has nothing to do and succeeds.
    void failForce(RandomGenerator random) {
        settle(random);
    }

    /// The power is gone, and the page cache with it.
    void crash(RandomGenerator random) {
        settle(random);
        cache = Arrays.copyOf(disk, diskLength);
        length = diskLength;
    }

    private void settle(RandomGenerator random) {
        int reached = diskLength;
        for (Write write : unforced) {
            reached = Math.max(reached, settle(write, random));
        }
        // The length is metadata of its own: it may be there without the bytes, which are zeros
        // then.
        diskLength = random.nextInt(4) == 0 ? Math.max(reached, length) : reached;
        disk = room(disk, diskLength);
        unforced.clear();
    }

    /// Lets a write survive whole, in some of its sectors, or not at all.
    ///
    /// @return one more than the last byte that survived
    private int settle(Write write, RandomGenerator random) {
        int fate = random.nextInt(4);
        if (fate == 0) {
            return 0;
        }
        if (fate == 1) {
            disk = apply(write, disk);
            return write.end();
        }
        int sector = SECTOR_BYTES[random.nextInt(SECTOR_BYTES.length)];
        int reached = 0;
        for (int at = write.offset; at < write.end(); ) {
            int end = Math.min(write.end(), (at / sector + 1) * sector);
            if (random.nextBoolean()) {
                int from = at - write.offset;
                int to = end - write.offset;
                disk = apply(new Write(at, Arrays.copyOfRange(write.bytes, from, to)), disk);
                reached = end;
            }
            at = end;
        }
        return reached;
    }

    /// Flips a bit of what is on the disk and in the cache.
    void flip(int offset, int bit) {
        cache[offset] ^= (byte) (1 << bit);
        if (offset < disk.length) {
            disk[offset] ^= (byte) (1 << bit);
        }
    }

    /// Cuts the file short.
    void cut(int newLength) {
        length = Math.min(length, newLength);
        diskLength = Math.min(diskLength, newLength);
        Arrays.fill(cache, length, cache.length, (byte) 0);
        Arrays.fill(disk, Math.min(disk.length, diskLength), disk.length, (byte) 0);
    }

    /// The file as readers see it, with nothing left to force.
    SimulatedFile copy() {
        SimulatedFile copy = new SimulatedFile();
        copy.cache = Arrays.copyOf(cache, length);
        copy.disk = Arrays.copyOf(cache, length);
        copy.length = length;
        copy.diskLength = length;
        copy.lastWriteNumber = lastWriteNumber;
        copy.lastWriteAt = lastWriteAt;
        return copy;
    }

    private static byte[] apply(Write write, byte[] bytes) {
        byte[] target = room(bytes, write.end());
        System.arraycopy(write.bytes, 0, target, write.offset, write.bytes.length);
        return target;
    }

    private static byte[] room(byte[] bytes, int needed) {
        return bytes.length >= needed
                ? bytes
                : Arrays.copyOf(bytes, Math.max(needed, bytes.length * 2));
    }
}
