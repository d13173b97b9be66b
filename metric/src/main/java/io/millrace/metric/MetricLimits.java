package io.millrace.metric;

/// What a store may take. A value out of range is refused, never clamped.
///
/// @param maxSeries most series at a time
/// @param maxBytes most memory, as counted by the store: within a few per cent of what the heap
///   shows
public record MetricLimits(int maxSeries, long maxBytes) {
    /// Below this a store would drop what it was just given.
    private static final int MIN_SERIES = 16;

    private static final long MIN_BYTES = 256 << 10;

    public MetricLimits {
        if (maxSeries < MIN_SERIES || maxBytes < MIN_BYTES) {
            throw new IllegalArgumentException(
                    "at least "
                            + MIN_SERIES
                            + " series and "
                            + MIN_BYTES
                            + " bytes, not "
                            + maxSeries
                            + " and "
                            + maxBytes);
        }
    }
}
