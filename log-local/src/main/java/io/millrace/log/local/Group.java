package io.millrace.log.local;

import java.util.ArrayList;
import java.util.List;

/// What the sequencer decided together, on its way to the publisher.
final class Group {
    /// Batches to make readable, in order.
    final List<TailEntry> stored = new ArrayList<>();

    /// Commands that went into the journal, in order.
    final List<CommandRef> commands = new ArrayList<>();

    /// Requests to answer, in order.
    final List<Request> done = new ArrayList<>();

    /// Whether a large append is in it, or a part of one.
    boolean large;

    /// Number of the frame that made it durable; of the one before if there was nothing to write.
    long lsn;

    boolean isEmpty() {
        return stored.isEmpty() && done.isEmpty() && commands.isEmpty();
    }
}
