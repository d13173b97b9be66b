package io.millrace.table;

/// What stands in a {@link Tree}: it has a key, which never changes.
interface Keyed {
    /// The key; nobody writes to it.
    byte[] key();
}
