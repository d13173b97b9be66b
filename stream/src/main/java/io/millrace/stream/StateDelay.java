package io.millrace.stream;

import java.time.InstantSource;

/// How long the states last that a call begins, by the clock of the proposer.
///
/// @param millis 0 if a call ends its states at once
record StateDelay(InstantSource clock, long millis) {
    /// For a state that begins now.
    Command.Timing timing() {
        long now = clock.millis();
        return new Command.Timing(now, now + millis);
    }

    long nowMillis() {
        return clock.millis();
    }

    boolean isNone() {
        return millis == 0;
    }
}
