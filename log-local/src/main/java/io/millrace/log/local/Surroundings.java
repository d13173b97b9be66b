package io.millrace.log.local;

import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// What a log needs of the world besides its storage, given to it so that a simulation can give
/// something else.
///
/// @param clock stamps entries
/// @param nanos a clock that never falls, for durations only
/// @param random draws the epochs that tell a journal file's uses apart
/// @param onFatal called once, from any thread, when a write failed and the engine stopped for
///   good; the process should exit and be started again. It must not wait: `System.exit` waits for
///   shutdown hooks, hence for the closing of this log, hence for the thread it was called on; call
///   it on a thread of its own
public record Surroundings(
        InstantSource clock,
        LongSupplier nanos,
        RandomGenerator random,
        Consumer<Throwable> onFatal) {}
