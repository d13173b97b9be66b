package io.millrace.table;

/// Provisioned capacity of a table or an index; here it is only shown.
///
/// @param readUnits at least 1; 0 on demand
/// @param writeUnits at least 1; 0 on demand
public record Throughput(long readUnits, long writeUnits) {
    /// What a table on demand shows.
    public static final Throughput NONE = new Throughput(0, 0);
}
