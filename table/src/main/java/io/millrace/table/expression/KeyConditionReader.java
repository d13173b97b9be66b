package io.millrace.table.expression;

import io.millrace.table.value.AttributeValue;
import java.util.ArrayList;
import java.util.List;

/// Makes a key condition of a condition that is one: comparisons of different attributes with
/// values, joined by AND.
final class KeyConditionReader {
    private static final String INVALID = "Invalid condition in KeyConditionExpression: ";

    private final List<KeyCondition.Part> parts = new ArrayList<>();

    KeyCondition read(Condition condition) {
        collect(condition);
        if (parts.size() > 2) {
            throw new ExpressionException("Conditions can be of length 1 or 2 only");
        }
        return new KeyCondition(parts);
    }

    private void collect(Condition condition) {
        switch (condition) {
            case Condition.And and -> and.all().forEach(this::collect);
            case Condition.Compare compare -> compare(compare);
            case Condition.Between between ->
                    ternary(
                            "BETWEEN",
                            KeyOperator.BETWEEN,
                            List.of(between.value(), between.low(), between.high()));
            case Condition.BeginsWith begins ->
                    ternary(
                            "begins_with",
                            KeyOperator.BEGINS_WITH,
                            List.of(begins.value(), begins.prefix()));
            case Condition.Or _ -> throw notAllowed("OR");
            case Condition.Not _ -> throw notAllowed("NOT");
            case Condition.In _ -> throw notAllowed("IN");
            case Condition.Exists _ -> throw notAllowed("attribute_exists");
            case Condition.NotExists _ -> throw notAllowed("attribute_not_exists");
            case Condition.OfType _ -> throw notAllowed("attribute_type");
            case Condition.Contains _ -> throw notAllowed("contains");
        }
    }

    private void compare(Condition.Compare c) {
        boolean turned = c.left() instanceof Operand.Literal;
        KeyOperator operator =
                switch (c.comparison()) {
                    case EQ -> KeyOperator.EQ;
                    case NE -> throw notAllowed("<>");
                    case LT -> turned ? KeyOperator.GT : KeyOperator.LT;
                    case LE -> turned ? KeyOperator.GE : KeyOperator.LE;
                    case GT -> turned ? KeyOperator.LT : KeyOperator.GT;
                    case GE -> turned ? KeyOperator.LE : KeyOperator.GE;
                };
        add(operator, turned ? List.of(c.right(), c.left()) : List.of(c.left(), c.right()));
    }

    private void ternary(String name, KeyOperator operator, List<Operand> operands) {
        if (operands.getFirst() instanceof Operand.Literal) {
            throw new ExpressionException(
                    INVALID + name + " operator must have the key attribute as its first operand");
        }
        add(operator, operands);
    }

    /// @param operands the attribute, then the values
    private void add(KeyOperator operator, List<Operand> operands) {
        String attribute = attribute(operands.getFirst());
        List<AttributeValue> values =
                operands.subList(1, operands.size()).stream()
                        .map(KeyConditionReader::value)
                        .toList();
        if (parts.stream().anyMatch(part -> part.attribute().equals(attribute))) {
            throw new ExpressionException(
                    "KeyConditionExpressions must only contain one condition per key");
        }
        parts.add(new KeyCondition.Part(attribute, operator, values));
    }

    private static String attribute(Operand operand) {
        return switch (operand) {
            case Operand.Stored stored -> {
                if (!stored.path().isAttribute()) {
                    throw nested();
                }
                yield stored.path().attribute();
            }
            case Operand.Literal _ ->
                    throw new ExpressionException(INVALID + "No key attribute specified");
            case Operand other -> throw nestedOperation(other);
        };
    }

    private static AttributeValue value(Operand operand) {
        return switch (operand) {
            case Operand.Literal literal -> literal.value();
            case Operand.Stored stored ->
                    throw stored.path().isAttribute()
                            ? new ExpressionException(
                                    INVALID + "Multiple attribute names used in one condition")
                            : nested();
            case Operand other -> throw nestedOperation(other);
        };
    }

    private static ExpressionException nested() {
        return new ExpressionException(
                "KeyConditionExpressions cannot have conditions on nested attributes");
    }

    private static ExpressionException nestedOperation(Operand operand) {
        assert !(operand instanceof Operand.Literal) : operand;
        return new ExpressionException("KeyConditionExpressions cannot contain nested operations");
    }

    private static ExpressionException notAllowed(String operator) {
        return new ExpressionException(
                "Invalid operator used in KeyConditionExpression: " + operator);
    }
}
