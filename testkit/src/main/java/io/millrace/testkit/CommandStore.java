package io.millrace.testkit;

import io.millrace.log.StateMachine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The durable part of a simulated command log: the newest snapshot and the commands behind it.
///
/// A snapshot is taken when the commands since the last one weigh more than it does, so that every
/// test that restarts a log also restores one.
final class CommandStore {
    private final List<byte[]> commands = new ArrayList<>();
    private byte @Nullable [] snapshot;
    private long snapshotIndex;
    private long bytesSinceSnapshot;

    /// Stores a command.
    ///
    /// @return its index
    long add(byte[] command) {
        commands.add(command);
        bytesSinceSnapshot += command.length;
        return snapshotIndex + commands.size();
    }

    void replay(StateMachine<?> machine) {
        try {
            if (snapshot != null) {
                try (InputStream in = new ByteArrayInputStream(snapshot)) {
                    machine.restore(in);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        long index = snapshotIndex;
        for (byte[] command : commands) {
            machine.apply(++index, view(command));
        }
    }

    /// Takes a snapshot if one is due. Only while no command is stored and not yet applied.
    void considerSnapshot(StateMachine<?> machine, long appliedIndex) {
        boolean due = snapshot == null || bytesSinceSnapshot > snapshot.length;
        if (due && appliedIndex == snapshotIndex + commands.size()) {
            snapshot = bytesOf(machine);
            snapshotIndex = appliedIndex;
            bytesSinceSnapshot = 0;
            commands.clear();
        }
    }

    private static byte[] bytesOf(StateMachine<?> machine) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = bytes) {
            machine.snapshot(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /// Read-only, so that a machine that writes to it fails at once.
    static ByteBuffer view(byte[] command) {
        return ByteBuffer.wrap(command).asReadOnlyBuffer();
    }
}
