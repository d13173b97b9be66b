package io.millrace.metric;

/// A span of time cut into periods. Half-open.
///
/// @param fromMillis where the first period begins
/// @param toMillis nothing from here on is looked at
/// @param periodSeconds length of a period; below 60 it is answered from the roll-ups of a second,
///   else from those of a minute
public record Span(long fromMillis, long toMillis, int periodSeconds) {
    public Span {
        if (periodSeconds < 1) {
            throw new IllegalArgumentException("a period of " + periodSeconds + " s");
        }
    }
}
