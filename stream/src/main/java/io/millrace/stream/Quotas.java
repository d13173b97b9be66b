package io.millrace.stream;

/// Limits on control calls, put into the command so that applying it needs no configuration.
///
/// @param shards most open shards of provisioned streams of an account in a region
/// @param onDemandStreams most streams on demand of an account in a region
/// @param transitions most streams CREATING or DELETING at once of an account in a region
/// @param countUpdatesPerDay most UpdateShardCount calls on a stream within 24 hours
record Quotas(int shards, int onDemandStreams, int transitions, int countUpdatesPerDay) {
    /// As AWS in its large regions.
    private static final Quotas AWS = new Quotas(20_000, 50, 5, 10);

    /// Only what keeps one account from filling the memory.
    private static final Quotas WIDE =
            new Quotas(100_000, 10_000, Integer.MAX_VALUE, Integer.MAX_VALUE);

    static Quotas of(WriteLimits limits) {
        return limits.enforced() ? AWS : WIDE;
    }
}
