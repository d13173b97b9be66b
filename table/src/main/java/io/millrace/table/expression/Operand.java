package io.millrace.table.expression;

import io.millrace.table.value.AttributeValue;

/// What yields a value, or none, when it is looked up in an item.
public sealed interface Operand {
    /// A value of the request.
    record Literal(AttributeValue value) implements Operand {}

    /// What stands at a path.
    record Stored(Path path) implements Operand {}

    /// `size(of)`: a number.
    record Size(Operand of) implements Operand {}

    /// `if_not_exists(path, otherwise)`.
    record IfNotExists(Path path, Operand otherwise) implements Operand {}

    /// `list_append(first, second)`.
    record ListAppend(Operand first, Operand second) implements Operand {}

    /// `left + right`.
    record Plus(Operand left, Operand right) implements Operand {}

    /// `left - right`.
    record Minus(Operand left, Operand right) implements Operand {}
}
