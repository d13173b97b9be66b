package io.millrace.log;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Several state machines on the command log of one back end, told apart by the first byte of a
/// command.
///
/// First every machine joins, then the log starts, then commands can be proposed. Joining and
/// starting is done by one thread.
public final class SharedLog {
    private final LogEngine engine;
    private final SharedMachine machines = new SharedMachine();
    private @Nullable CommandLog<Object> commands;

    /// @param engine not yet started; whoever made it closes it
    public SharedLog(LogEngine engine) {
        this.engine = engine;
    }

    /// Adds a machine.
    ///
    /// @param number first byte of its commands, 1 to 127; no other machine has it
    /// @return where its commands are proposed, once the log is started
    public <R> CommandLog<R> join(int number, StateMachine<R> machine) {
        if (commands != null) {
            throw new IllegalStateException("the log is started");
        }
        machines.add(number, machine);
        return new Face<>(number);
    }

    /// Replays the command log into the machines and opens it for writing. Called once.
    public void start() {
        commands = engine.start(machines);
    }

    /// The shard logs; usable once {@link #start} has returned.
    public ShardLogs shards() {
        return engine.shards();
    }

    private CommandLog<Object> started() {
        CommandLog<Object> started = commands;
        if (started == null) {
            throw new IllegalStateException("the log is not started");
        }
        return started;
    }

    /// What one machine sees of the log.
    private final class Face<R> implements CommandLog<R> {
        private final int number;

        Face(int number) {
            this.number = number;
        }

        @Override
        @SuppressWarnings("unchecked") // The machine of this number, and no other, answers.
        public CompletableFuture<R> propose(byte[] command) {
            if (command.length == 0 || command[0] != number) {
                throw new IllegalArgumentException(
                        "a command that is not for machine "
                                + number
                                + ": "
                                + SharedMachine.describe(ByteBuffer.wrap(command)));
            }
            return (CompletableFuture<R>) started().propose(command);
        }

        @Override
        public CompletableFuture<Void> barrier() {
            return started().barrier();
        }
    }
}
