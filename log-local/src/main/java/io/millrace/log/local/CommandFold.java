package io.millrace.log.local;

import io.millrace.log.StateMachine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/// The state machine and how far the command log has been folded into it. Used by the thread that
/// starts the log, then by the publisher alone.
final class CommandFold<R> {
    private final StateMachine<R> machine;
    private long appliedIndex;

    CommandFold(StateMachine<R> machine) {
        this.machine = machine;
    }

    /// Replaces the state by a snapshot's.
    void restore(long index, InputStream snapshot) throws IOException {
        machine.restore(snapshot);
        appliedIndex = index;
    }

    /// Applies the next command.
    R apply(long index, ByteBuffer command) {
        assert index == appliedIndex + 1 : index + " after " + appliedIndex;
        appliedIndex = index;
        return machine.apply(index, command.asReadOnlyBuffer());
    }

    long appliedIndex() {
        return appliedIndex;
    }

    /// The state as it is now: fast, as the publisher waits for it.
    StateMachine.Frozen freeze() throws IOException {
        return machine.freeze();
    }
}
