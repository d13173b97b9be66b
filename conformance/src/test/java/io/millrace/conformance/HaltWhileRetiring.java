package io.millrace.conformance;

import java.util.concurrent.atomic.AtomicInteger;

/// Ends the process at once, as a power cut does, while the journal is retired: at one of the
/// operations that follow the creation of the first segment and are no frames of the journal. Those
/// write segments, command segments, snapshots and the checkpoint, delete, and make journal files
/// ready for their next use. The test's reader is left alone: it starts with the first puts.
final class HaltWhileRetiring implements WatchedStorage.Watch {
    private static final int KILLED = 137;

    /// More than a start and reading take, which prepare files and write a frame to open and one
    /// when idle: the power is to go once the server is ready.
    private static final int FRAME_OPERATIONS_BEFORE = 100;

    private final AtomicInteger left;
    private final AtomicInteger frameOperations = new AtomicInteger();
    private volatile boolean retiring;

    /// @param operations how many of them are done
    HaltWhileRetiring(int operations) {
        left = new AtomicInteger(operations);
    }

    @Override
    public void before(WatchedStorage.Operation operation, String name) {
        if (name.startsWith("journal/")) {
            frameOperations.incrementAndGet();
        }
        if (name.startsWith("journal/0")) {
            return;
        }
        retiring |= name.startsWith("segment/") && frameOperations.get() > FRAME_OPERATIONS_BEFORE;
        if (retiring && left.getAndDecrement() == 0) {
            Runtime.getRuntime().halt(KILLED);
        }
    }
}
