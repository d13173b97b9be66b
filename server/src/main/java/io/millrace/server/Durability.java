package io.millrace.server;

/// When a record counts as stored.
public enum Durability {
    /// Once it is forced to the disk.
    FSYNC,
    /// At once; it is kept in memory and gone with the process.
    MEMORY
}
