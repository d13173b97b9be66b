package io.millrace.table.expression;

/// Ways of comparing two values. Only NE can hold for values of different types, or where one is
/// missing.
public enum Comparison {
    EQ,
    NE,
    LT,
    LE,
    GT,
    GE
}
