package io.millrace.table;

/// Types that a key attribute may have.
public enum KeyType {
    S,
    N,
    B
}
