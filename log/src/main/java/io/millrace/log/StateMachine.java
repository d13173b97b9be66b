package io.millrace.log;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/// A deterministic fold over the command log. All its methods are called by one thread at a time,
/// never concurrently.
///
/// @param <R> what applying a command tells its proposer; not stored
public interface StateMachine<R> {
    /// Replaces the state by a snapshot's.
    ///
    /// @throws IOException if it cannot be read or its format version is unknown
    void restore(InputStream snapshot) throws IOException;

    /// Applies one command. Uses no clock and no randomness, validates here, and never throws for a
    /// command that is merely refused: the refusal is its result.
    ///
    /// @param index place in the command log, from 1, rising by 1
    R apply(long index, ByteBuffer command);

    /// Writes the whole state.
    void snapshot(OutputStream target) throws IOException;

    /// Holds on to the whole state as it is, to be written while later commands are applied.
    ///
    /// Commands wait meanwhile. So a machine with much state keeps it in a way that lets it return
    /// at once; this one, for small states, writes it into memory.
    default Frozen freeze() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        snapshot(bytes);
        return bytes::writeTo;
    }

    /// A state that stands still.
    @FunctionalInterface
    interface Frozen {
        /// Writes it, as {@link StateMachine#snapshot} would have at its moment. Any thread, and
        /// again with the same result.
        void writeTo(OutputStream target) throws IOException;
    }
}
