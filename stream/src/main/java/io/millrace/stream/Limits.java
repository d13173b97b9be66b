package io.millrace.stream;

/// Which of AWS's limits hold.
///
/// There are two kinds. Rates are a second's worth at once, by shard: records and bytes put, pages
/// and bytes read, iterators made; and by account or stream: control calls. Quotas are counts:
/// shards, streams on demand, streams in transition, consumers, and changes of a setting a day.
///
/// @param enforced whether what is beyond them is refused; if not, calls and records beyond a rate
///   are only counted, and quotas are so wide that they merely keep one account from filling the
///   memory
/// @param factor multiple of AWS's rates, above 0 and at most 1,000,000; quotas are not multiplied
public record Limits(boolean enforced, double factor) {
    private static final double MAX_FACTOR = 1e6;

    /// Nothing is refused; what AWS would have refused for its rate is counted.
    public static final Limits OFF = new Limits(false, 1);

    /// As AWS.
    public static final Limits AWS = new Limits(true, 1);

    public Limits {
        if (!(factor > 0 && factor <= MAX_FACTOR)) {
            throw new IllegalArgumentException(
                    "a factor of the limits must be above 0 and at most 1000000, not " + factor);
        }
    }

    /// A multiple of AWS's rates, with AWS's quotas.
    ///
    /// @param factor above 0, at most 1,000,000
    /// @throws IllegalArgumentException if it is not
    public static Limits timesAws(double factor) {
        return new Limits(true, factor);
    }
}
