package io.millrace.log;

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
}
