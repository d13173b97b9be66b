package io.millrace.log.local;

/// Work of the engine that goes on beside its callers: one bounded step at a time, run by a thread
/// of its own in the server, and in any order by a simulation.
///
/// A step never sleeps, never waits for another step, and never throws; a failure stops the whole
/// engine instead. Steps of one task must not run at the same time as each other; steps of
/// different tasks may.
public interface Task {
    /// Name for threads and messages.
    String name();

    /// Does one piece of work.
    ///
    /// @return nanoseconds after which it wants to be called again; 0 for at once, {@link
    ///   Long#MAX_VALUE} for not before it is woken
    long step();

    /// Says what to call, from any thread, when there is work before the time {@link #step} asked
    /// for.
    void wakeBy(Runnable wake);
}
