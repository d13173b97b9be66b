package io.millrace.api;

import java.nio.ByteBuffer;

/// Where the pieces of a {@link Reply.Events} come from: one at a time, each when it is asked for,
/// so that a client that does not read costs one piece.
public interface Feed {
    /// Who takes the pieces. Its methods are called one after the other, on any thread.
    interface Sink {
        /// The piece that was asked for; read once.
        void piece(ByteBuffer piece);

        /// There is no more: what was taken before is still to be written, then this. The last
        /// call; it may come at any time, also within {@link Feed#open}.
        ///
        /// @param last may be empty
        void end(ByteBuffer last);
    }

    /// Names who takes the pieces. Called once, before anything else.
    ///
    /// @return the first piece, to be written at once
    ByteBuffer open(Sink sink);

    /// Asks for a piece, once the former is written. It comes later, on another thread.
    void next();

    /// Nobody takes anything any more. Idempotent; also after the end.
    void cancel();
}
