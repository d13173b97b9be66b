package io.millrace.table.expression;

/// Ways to limit a key attribute. The partition key knows EQ only.
public enum KeyOperator {
    EQ,
    LT,
    LE,
    GT,
    GE,
    BETWEEN,
    BEGINS_WITH
}
