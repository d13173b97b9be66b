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
        fill(nowNanos);
        return tokens >= amount;
    }

    /// What it holds; below 0 while something is owed.
    double level(long nowNanos) {
        fill(nowNanos);
        return tokens;
    }

    /// Time until it holds an amount, which must not be more than it can ever hold.
    long nanosUntil(double amount, long nowNanos) {
        fill(nowNanos);
        return tokens >= amount ? 0 : (long) Math.ceil((amount - tokens) / perNano);
    }

    /// Takes an amount that it {@link #holds}.
    void take(double amount) {
        tokens -= amount;
    }

    /// Takes an amount, whether it is there or not. More than it can ever hold is owed whole: what
    /// was saved does not count towards it.
    void owe(double amount, long nowNanos) {
        fill(nowNanos);
        tokens = amount > capacity ? Math.min(tokens, 0) - amount : tokens - amount;
    }

    private void fill(long nowNanos) {
        tokens = Math.min(capacity, tokens + Math.max(0, nowNanos - filledNanos) * perNano);
        filledNanos = nowNanos;
    }
}
