package io.millrace.log.local;

import io.millrace.log.StateMachine;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Decides when the command log is folded into a snapshot, and carries the state, as it stood
/// between two commands, from the publisher to the flusher, which writes it.
final class Snapshots {
    /// Applying a command at start, with code that is not compiled yet, takes as long as restoring
    /// so many bytes of a snapshot; so a replay takes about as long as the snapshot before it, at
    /// most.
    private static final long COMMAND_COST_BYTES = 1024;

    private final long minBytes;
    private final Signal flusher;
    private long bytesSince;
    private long lastBytes;
    private @Nullable Taken taken;

    /// A snapshot that is not written yet.
    ///
    /// @param index of the last command in it
    record Taken(long index, StateMachine.Frozen state) {}

    /// @param minBytes no snapshot before so many bytes of commands
    /// @param lastBytes size of the newest snapshot, 0 if there is none
    Snapshots(long minBytes, long lastBytes, Signal flusher) {
        this.minBytes = minBytes;
        this.lastBytes = lastBytes;
        this.flusher = flusher;
    }

    /// Counts commands that were applied; by the publisher.
    ///
    /// @param bytes sum of their lengths
    synchronized void applied(long commands, long bytes) {
        bytesSince += bytes + commands * COMMAND_COST_BYTES;
    }

    /// Takes a snapshot if one is due and the last one was written; by the publisher.
    void consider(CommandFold<?> fold) throws IOException {
        synchronized (this) {
            if (taken != null || bytesSince <= Math.max(minBytes, lastBytes)) {
                return;
            }
            bytesSince = 0;
        }
        StateMachine.Frozen state = fold.freeze();
        synchronized (this) {
            taken = new Taken(fold.appliedIndex(), state);
        }
        flusher.raise();
    }

    /// The snapshot to write; null if there is none.
    synchronized @Nullable Taken taken() {
        return taken;
    }

    /// The snapshot is durable.
    ///
    /// @param bytes its size
    synchronized void written(long bytes) {
        taken = null;
        lastBytes = bytes;
    }
}
