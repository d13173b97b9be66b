package io.millrace.stream;

/// Limits on control calls, put into the command so that applying it needs no configuration.
///
/// @param shards most open shards of provisioned streams of an account in a region
/// @param onDemandStreams most streams on demand of an account in a region
/// @param transitions most streams CREATING or DELETING at once of an account in a region
/// @param countUpdatesPerDay most UpdateShardCount calls on a stream within 24 hours
/// @param modeUpdatesPerDay most changes of a stream's mode within 24 hours
/// @param encryptionUpdatesPerDay most changes of a stream's encryption within 24 hours
/// @param consumers most consumers of a stream
/// @param committedConsumers the same where the account is committed to a throughput
/// @param creatingConsumers most consumers of a stream CREATING at once
record Quotas(
        int shards,
        int onDemandStreams,
        int transitions,
        int countUpdatesPerDay,
        int modeUpdatesPerDay,
        int encryptionUpdatesPerDay,
        int consumers,
        int committedConsumers,
        int creatingConsumers) {
    /// As AWS in its large regions.
    private static final Quotas AWS = new Quotas(20_000, 50, 5, 10, 2, 25, 20, 50, 5);

    /// Only what keeps one account from filling the memory.
    private static final Quotas WIDE =
            new Quotas(
                    100_000,
                    10_000,
                    Integer.MAX_VALUE,
                    Integer.MAX_VALUE,
                    Integer.MAX_VALUE,
                    Integer.MAX_VALUE,
                    10_000,
                    10_000,
                    Integer.MAX_VALUE);

    static Quotas of(Limits limits) {
        return limits.enforced() ? AWS : WIDE;
    }
}
