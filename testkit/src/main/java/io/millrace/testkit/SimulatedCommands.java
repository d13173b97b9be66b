package io.millrace.testkit;

import io.millrace.log.CommandLog;
import io.millrace.log.LogClosedException;
import io.millrace.log.StateMachine;
import java.util.concurrent.CompletableFuture;

/// The command log of a {@link SimulatedLog}.
final class SimulatedCommands<R> implements CommandLog<R> {
    /// The contract's limit.
    private static final int MAX_COMMAND_BYTES = 4 << 20;

    private final StateMachine<R> machine;
    private final CommandStore store;
    private final Commits commits;

    SimulatedCommands(StateMachine<R> machine, CommandStore store, Commits commits) {
        this.machine = machine;
        this.store = store;
        this.commits = commits;
    }

    @Override
    public CompletableFuture<R> propose(byte[] command) {
        if (command.length > MAX_COMMAND_BYTES) {
            throw new IllegalArgumentException(
                    "a command of " + command.length + " bytes exceeds " + MAX_COMMAND_BYTES);
        }
        CompletableFuture<R> future = new CompletableFuture<>();
        commits.accept(() -> new Proposal(command, future));
        return future;
    }

    @Override
    public CompletableFuture<Void> barrier() {
        CompletableFuture<Void> future = new CompletableFuture<>();
        commits.accept(() -> new Barrier(future));
        return future;
    }

    private final class Proposal implements Commits.Operation {
        private final byte[] command;
        private final CompletableFuture<R> future;
        private long index;

        Proposal(byte[] command, CompletableFuture<R> future) {
            this.command = command;
            this.future = future;
        }

        @Override
        public void commit() {
            index = store.add(command);
        }

        @Override
        public void publish() {
            R result;
            try {
                result = machine.apply(index, CommandStore.view(command));
                store.considerSnapshot(machine, index);
            } catch (RuntimeException | Error e) {
                // A machine must not throw; whoever proposed shall see that it did.
                future.completeExceptionally(e);
                throw e;
            }
            future.complete(result);
        }

        @Override
        public void fail(LogClosedException end) {
            future.completeExceptionally(end);
        }
    }

    private record Barrier(CompletableFuture<Void> future) implements Commits.Operation {
        @Override
        public void commit() {}

        @Override
        public void publish() {
            future.complete(null);
        }

        @Override
        public void fail(LogClosedException end) {
            future.completeExceptionally(end);
        }
    }
}
