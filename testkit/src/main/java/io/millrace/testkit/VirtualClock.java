package io.millrace.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/// A clock that stands still until told otherwise, and may be set back. Safe for many threads.
public final class VirtualClock implements InstantSource {
    /// A start that is no special value of any unit.
    private static final Instant START = Instant.parse("2026-11-01T12:34:56.789Z");

    private final AtomicLong millis;

    public VirtualClock() {
        this(START);
    }

    public VirtualClock(Instant start) {
        millis = new AtomicLong(start.toEpochMilli());
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis.get());
    }

    @Override
    public long millis() {
        return millis.get();
    }

    /// Moves on, or back by a negative step.
    public void advance(Duration step) {
        millis.addAndGet(step.toMillis());
    }

    public void set(Instant now) {
        millis.set(now.toEpochMilli());
    }
}
