package io.millrace.log.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Decides when the command log is folded into a snapshot, and carries its bytes from the
/// publisher, where the state stands still, to the flusher, which writes them.
final class Snapshots {
    private final long minBytes;
    private final Signal flusher;
    private long bytesSince;
    private long lastBytes;
    private @Nullable Taken taken;

    /// A snapshot in memory.
    ///
    /// @param index of the last command in it
    record Taken(long index, ByteBuffer bytes) {}

    /// @param minBytes no snapshot before so many bytes of commands
    /// @param lastBytes size of the newest snapshot, 0 if there is none
    Snapshots(long minBytes, long lastBytes, Signal flusher) {
        this.minBytes = minBytes;
        this.lastBytes = lastBytes;
        this.flusher = flusher;
    }

    /// Counts commands that were applied; by the publisher.
    synchronized void applied(long bytes) {
        bytesSince += bytes;
    }

    /// Takes a snapshot if one is due and the last one was written; by the publisher.
    void consider(CommandFold<?> fold) throws IOException {
        synchronized (this) {
            if (taken != null || bytesSince <= Math.max(minBytes, lastBytes)) {
                return;
            }
            bytesSince = 0;
        }
        byte[] bytes = fold.snapshot();
        synchronized (this) {
            taken = new Taken(fold.appliedIndex(), ByteBuffer.wrap(bytes));
            lastBytes = bytes.length;
        }
        flusher.raise();
    }

    /// The snapshot to write; null if there is none.
    synchronized @Nullable Taken taken() {
        return taken;
    }

    /// The snapshot is durable.
    synchronized void written() {
        taken = null;
    }
}
