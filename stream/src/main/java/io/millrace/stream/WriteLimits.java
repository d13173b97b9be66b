package io.millrace.stream;

/// Limits on writes to one shard.
///
/// @param enforced whether puts beyond the limits fail; if not, they are only counted
/// @param factor multiple of what AWS allows: 1 MiB/s and 1,000 records/s for each shard
public record WriteLimits(boolean enforced, double factor) {
    /// No limit; what AWS would have throttled is counted.
    public static final WriteLimits OFF = new WriteLimits(false, 1);

    /// As AWS.
    public static final WriteLimits AWS = new WriteLimits(true, 1);

    public WriteLimits {
        if (!(factor > 0 && factor <= 1e6)) {
            throw new IllegalArgumentException(
                    "a factor of the limits must be above 0 and at most 1000000, not " + factor);
        }
    }

    /// A multiple of what AWS allows.
    public static WriteLimits timesAws(double factor) {
        return new WriteLimits(true, factor);
    }
}
