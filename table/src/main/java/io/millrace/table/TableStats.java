package io.millrace.table;

/// Numbers about all tables, for metrics.
///
/// @param items in all tables, indexes left out
/// @param heldBytes of the heap that items, indexes and transaction tokens take, about
/// @param memoryBytes what they may take
public record TableStats(long tables, long items, long heldBytes, long memoryBytes) {}
