package io.millrace.table;

/// A secondary index.
///
/// @param name 3 to 255 of `[a-zA-Z0-9_.-]`
/// @param local whether it shares the table's partition key (a local secondary index)
/// @param throughput {@link Throughput#NONE} for a local one and on demand
public record IndexDefinition(
        String name,
        boolean local,
        KeySchema keys,
        IndexProjection projection,
        Throughput throughput) {
    /// The same with another throughput.
    IndexDefinition with(Throughput other) {
        return new IndexDefinition(name, local, keys, projection, other);
    }
}
