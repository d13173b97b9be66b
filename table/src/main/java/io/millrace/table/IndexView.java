package io.millrace.table;

/// An index at one moment.
///
/// @param items in the index
/// @param bytes of the items in it, as they are kept
public record IndexView(IndexDefinition definition, long items, long bytes) {}
