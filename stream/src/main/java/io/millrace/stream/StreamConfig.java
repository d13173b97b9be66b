package io.millrace.stream;

import java.time.Duration;

/// Configuration of the stream engine. A value out of range is refused, never clamped.
///
/// @param stateDelay how long streams stay CREATING, UPDATING and DELETING, up to an hour; 0 lets
///   the call return when it is done
/// @param limits which of AWS's limits hold
public record StreamConfig(Duration stateDelay, Limits limits) {
    private static final Duration MAX_STATE_DELAY = Duration.ofHours(1);

    /// What holds where nothing is said.
    public static final StreamConfig DEFAULT = new StreamConfig(Duration.ZERO, Limits.OFF);

    public StreamConfig {
        if (stateDelay.isNegative() || stateDelay.compareTo(MAX_STATE_DELAY) > 0) {
            throw new IllegalArgumentException(
                    "the state delay must be 0 to " + MAX_STATE_DELAY + ", not " + stateDelay);
        }
    }
}
