package io.millrace.log;

import java.io.Closeable;

/// A back end: one command log and any number of shard logs, sharing one notion of durable.
public interface LogEngine extends Closeable {
    /// Replays the command log into `machine` and opens both logs for writing. Called once.
    ///
    /// @return the command log, with everything durable applied
    <R> CommandLog<R> start(StateMachine<R> machine);

    /// The shard logs; usable once {@link #start} has returned.
    ShardLogs shards();

    /// Completes everything accepted, then releases all resources. Later calls fail with {@link
    /// LogClosedException}. Idempotent.
    @Override
    void close();
}
