package io.millrace.log;

import java.util.concurrent.CompletableFuture;

/// One log of commands, replayed into a {@link StateMachine}. A command's place in it is its
/// linearization point.
///
/// @param <R> what the state machine answers
public interface CommandLog<R> {
    /// Appends a command and applies it in its turn. A command accepted for a future that fails
    /// with anything but {@link LogFullException} may or may not have been stored.
    ///
    /// @param command at most 4 MiB; the caller gives up the right to write to it
    /// @return what the state machine answered; complete once the command is durable and applied
    CompletableFuture<R> propose(byte[] command);

    /// Completes when every command proposed anywhere before this call has been applied here.
    CompletableFuture<Void> barrier();
}
