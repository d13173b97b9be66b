package io.millrace.stream;

/// A bucket that fills at a steady rate up to its capacity. Not safe for many threads.
final class TokenBucket {
    private final double perNano;
    private final double capacity;
    private double tokens;
    private long filledNanos;

    /// A full bucket.
    TokenBucket(double perSecond, double capacity, long nowNanos) {
        this.perNano = perSecond / 1e9;
        this.capacity = capacity;
        this.tokens = capacity;
        this.filledNanos = nowNanos;
    }

    /// Whether it holds an amount.
    boolean holds(double amount, long nowNanos) {
        tokens = Math.min(capacity, tokens + Math.max(0, nowNanos - filledNanos) * perNano);
        filledNanos = nowNanos;
        return tokens >= amount;
    }

    /// Takes an amount that it {@link #holds}.
    void take(double amount) {
        tokens -= amount;
    }
}
