package io.millrace.table;

/// Which attributes an index holds.
public enum ProjectionType {
    /// Keys of the table and of the index.
    KEYS_ONLY,
    /// Keys, and some attributes by name.
    INCLUDE,
    ALL
}
