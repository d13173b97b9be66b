package io.millrace.table.expression;

import io.millrace.table.value.AttributeValue;
import java.util.List;

/// Comparison operators from before there were expressions: how many values of which types each
/// takes, and what it says of an attribute.
enum LegacyOperator {
    EQ(1, 1),
    NE(1, 1),
    LE(1, 1),
    LT(1, 1),
    GE(1, 1),
    GT(1, 1),
    NOT_NULL(0, 0),
    NULL(0, 0),
    CONTAINS(1, 1),
    NOT_CONTAINS(1, 1),
    BEGINS_WITH(1, 1),
    IN(1, Integer.MAX_VALUE),
    BETWEEN(2, 2);

    private final int least;
    private final int most;

    LegacyOperator(int least, int most) {
        this.least = least;
        this.most = most;
    }

    /// Refuses a wrong number of values, values of several types or of a wrong one, and bounds the
    /// wrong way round.
    void check(List<AttributeValue> values) {
        if (values.size() < least || values.size() > most) {
            throw invalid(
                    "Invalid number of argument(s) for the " + name() + " ComparisonOperator");
        }
        for (AttributeValue value : values) {
            if (!value.type().equals(values.getFirst().type())) {
                throw invalid("AttributeValues inside AttributeValueList must be of same type");
            }
            if (!takes(value.type())) {
                throw invalid(
                        "ComparisonOperator "
                                + name()
                                + " is not valid for "
                                + value.type()
                                + " AttributeValue type");
            }
        }
        if (this == BETWEEN
                && Comparing.holds(Comparison.GT, values.getFirst(), values.getLast())) {
            throw new ExpressionException(
                    "The BETWEEN condition was provided a range where the lower bound is greater"
                            + " than the upper bound");
        }
    }

    private boolean takes(String type) {
        return switch (this) {
            case EQ, NE, NOT_NULL, NULL -> true;
            case LE, LT, GE, GT, CONTAINS, NOT_CONTAINS, IN, BETWEEN -> Comparing.isOrdered(type);
            case BEGINS_WITH -> type.equals("S") || type.equals("B");
        };
    }

    /// What the operator says of an attribute.
    Condition on(String attribute, List<AttributeValue> values) {
        Path path = Path.of(attribute);
        Operand stored = new Operand.Stored(path);
        List<Operand> operands = values.stream().<Operand>map(Operand.Literal::new).toList();
        return switch (this) {
            case EQ -> new Condition.Compare(Comparison.EQ, stored, operands.getFirst());
            case NE -> new Condition.Compare(Comparison.NE, stored, operands.getFirst());
            case LE -> new Condition.Compare(Comparison.LE, stored, operands.getFirst());
            case LT -> new Condition.Compare(Comparison.LT, stored, operands.getFirst());
            case GE -> new Condition.Compare(Comparison.GE, stored, operands.getFirst());
            case GT -> new Condition.Compare(Comparison.GT, stored, operands.getFirst());
            case NOT_NULL -> new Condition.Exists(path);
            case NULL -> new Condition.NotExists(path);
            case CONTAINS -> new Condition.Contains(stored, operands.getFirst());
            // An attribute that is not there neither contains nor "not contains" anything.
            case NOT_CONTAINS ->
                    new Condition.And(
                            List.of(
                                    new Condition.Exists(path),
                                    new Condition.Not(
                                            new Condition.Contains(stored, operands.getFirst()))));
            case BEGINS_WITH -> new Condition.BeginsWith(stored, operands.getFirst());
            case IN -> new Condition.In(stored, operands);
            case BETWEEN -> new Condition.Between(stored, operands.getFirst(), operands.getLast());
        };
    }

    /// What it is in a key condition.
    KeyOperator onKey() {
        return switch (this) {
            case EQ -> KeyOperator.EQ;
            case LE -> KeyOperator.LE;
            case LT -> KeyOperator.LT;
            case GE -> KeyOperator.GE;
            case GT -> KeyOperator.GT;
            case BEGINS_WITH -> KeyOperator.BEGINS_WITH;
            case BETWEEN -> KeyOperator.BETWEEN;
            case NE, NOT_NULL, NULL, CONTAINS, NOT_CONTAINS, IN ->
                    throw new ExpressionException(
                            "Attempted conditional constraint is not an indexable operation");
        };
    }

    static ExpressionException invalid(String what) {
        return new ExpressionException("One or more parameter values were invalid: " + what);
    }
}
