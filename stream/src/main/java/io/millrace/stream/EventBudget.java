package io.millrace.stream;

import java.util.concurrent.atomic.AtomicLong;

/// Keeps the events that are being written from filling the memory: the more of them there are, the
/// smaller the next ones. Safe for many threads.
///
/// A subscriber that does not read holds one event. With small ones ten thousand of them are
/// bearable, and nobody has to wait for room that somebody else may never give back.
final class EventBudget {
    /// Bytes of data and partition keys in an event, unless one record alone exceeds it.
    static final int LARGE_PAGE_BYTES = 1 << 20;

    /// The same while much is under way.
    static final int SMALL_PAGE_BYTES = 32 << 10;

    /// What may be under way in large events.
    private static final long LARGE_PAGES_BYTES = 64L << 20;

    private final AtomicLong underWay = new AtomicLong();

    /// How large the next event may be.
    int pageBytes() {
        return underWay.get() < LARGE_PAGES_BYTES ? LARGE_PAGE_BYTES : SMALL_PAGE_BYTES;
    }

    /// An event is handed out.
    void take(long bytes) {
        underWay.addAndGet(bytes);
    }

    /// An event was written, or will never be.
    void giveBack(long bytes) {
        long left = underWay.addAndGet(-bytes);
        assert left >= 0 : left;
    }

    long underWay() {
        return underWay.get();
    }
}
