package io.millrace.testkit.model;

/// Inclusive bounds of a length or a number. A bound the model does not name is the end of `long`.
public record Bounds(long min, long max) {
    /// No bounds at all.
    public static final Bounds NONE = new Bounds(Long.MIN_VALUE, Long.MAX_VALUE);

    /// Whether the model names a lower bound.
    public boolean hasMin() {
        return min != Long.MIN_VALUE;
    }

    /// Whether the model names an upper bound.
    public boolean hasMax() {
        return max != Long.MAX_VALUE;
    }

    /// Whether a length or a number is within them.
    public boolean hold(long value) {
        return value >= min && value <= max;
    }

    /// The same with another lower bound.
    public Bounds from(long lower) {
        return new Bounds(lower, max);
    }

    /// How many of the two are named.
    public int count() {
        return (hasMin() ? 1 : 0) + (hasMax() ? 1 : 0);
    }

    @Override
    public String toString() {
        return (hasMin() ? min : "") + ".." + (hasMax() ? max : "");
    }
}
