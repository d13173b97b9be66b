package io.millrace.table.expression;

import io.millrace.table.value.AttributeValue;
import java.util.List;
import java.util.Set;

/// Comparison operators from before there were expressions: how many values of which types each
/// takes, and what it says of an attribute.
enum LegacyOperator {
    EQ(1, 1, Types.ALL),
    NE(1, 1, Types.ALL),
    LE(1, 1, Types.ORDERED),
    LT(1, 1, Types.ORDERED),
    GE(1, 1, Types.ORDERED),
    GT(1, 1, Types.ORDERED),
    NOT_NULL(0, 0, Types.ALL),
    NULL(0, 0, Types.ALL),
    CONTAINS(1, 1, Types.ORDERED),
    NOT_CONTAINS(1, 1, Types.ORDERED),
    BEGINS_WITH(1, 1, Set.of("S", "B")),
    IN(1, Integer.MAX_VALUE, Types.ORDERED),
    BETWEEN(2, 2, Types.ORDERED);

    private static final class Types {
        static final Set<String> ALL =
                Set.of("S", "N", "B", "SS", "NS", "BS", "L", "M", "BOOL", "NULL");
        static final Set<String> ORDERED = Set.of("S", "N", "B");
    }

    private final int least;
    private final int most;
    private final Set<String> types;

    LegacyOperator(int least, int most, Set<String> types) {
        this.least = least;
        this.most = most;
        this.types = types;
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
            if (!types.contains(value.type())) {
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
