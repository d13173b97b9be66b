package io.millrace.log.local.storage;

import java.util.concurrent.atomic.AtomicLong;

/// Counts the bytes that the files of one {@link MemoryStorage} take, and keeps them under the cap.
final class MemoryBudget {
    private final long capBytes;
    private final AtomicLong usedBytes = new AtomicLong();

    MemoryBudget(long capBytes) {
        if (capBytes < 1) {
            throw new IllegalArgumentException("a cap of " + capBytes + " bytes");
        }
        this.capBytes = capBytes;
    }

    void take(String name, long bytes) throws NoSpaceException {
        if (usedBytes.addAndGet(bytes) > capBytes) {
            usedBytes.addAndGet(-bytes);
            throw new NoSpaceException(
                    "no space for "
                            + bytes
                            + " bytes of "
                            + name
                            + ": "
                            + leftBytes()
                            + " left of "
                            + capBytes);
        }
    }

    void giveBack(long bytes) {
        usedBytes.addAndGet(-bytes);
    }

    long leftBytes() {
        return Math.max(0, capBytes - usedBytes.get());
    }
}
