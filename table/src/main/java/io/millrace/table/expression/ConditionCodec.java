package io.millrace.table.expression;

import io.millrace.table.value.Packer;
import io.millrace.table.value.Unpacker;
import java.util.List;

/// Encodes the nodes of conditions.
final class ConditionCodec {
    private static final int COMPARE = 0;
    private static final int BETWEEN = 1;
    private static final int IN = 2;
    private static final int AND = 3;
    private static final int OR = 4;
    private static final int NOT = 5;
    private static final int EXISTS = 6;
    private static final int NOT_EXISTS = 7;
    private static final int OF_TYPE = 8;
    private static final int BEGINS_WITH = 9;
    private static final int CONTAINS = 10;

    private static final List<Comparison> COMPARISONS =
            List.of(
                    Comparison.EQ,
                    Comparison.NE,
                    Comparison.LT,
                    Comparison.LE,
                    Comparison.GT,
                    Comparison.GE);

    private ConditionCodec() {}

    static void write(Packer to, Condition condition) {
        switch (condition) {
            case Condition.Compare c ->
                    operands(
                            to.octet(COMPARE).oneOf(COMPARISONS, c.comparison()),
                            c.left(),
                            c.right());
            case Condition.Between c -> operands(to.octet(BETWEEN), c.value(), c.low(), c.high());
            case Condition.In c -> {
                OperandCodec.write(to.octet(IN), c.value());
                to.list(c.list(), OperandCodec::write);
            }
            case Condition.And c -> to.octet(AND).list(c.all(), ConditionCodec::write);
            case Condition.Or c -> to.octet(OR).list(c.any(), ConditionCodec::write);
            case Condition.Not c -> write(to.octet(NOT), c.other());
            case Condition.Exists c -> OperandCodec.write(to.octet(EXISTS), c.path());
            case Condition.NotExists c -> OperandCodec.write(to.octet(NOT_EXISTS), c.path());
            case Condition.OfType c -> {
                OperandCodec.write(to.octet(OF_TYPE), c.value());
                to.text(c.type());
            }
            case Condition.BeginsWith c -> operands(to.octet(BEGINS_WITH), c.value(), c.prefix());
            case Condition.Contains c -> operands(to.octet(CONTAINS), c.value(), c.part());
        }
    }

    static Condition read(Unpacker from) {
        int kind = from.octet();
        return switch (kind) {
            case COMPARE ->
                    new Condition.Compare(
                            from.oneOf(COMPARISONS),
                            OperandCodec.read(from),
                            OperandCodec.read(from));
            case BETWEEN ->
                    new Condition.Between(
                            OperandCodec.read(from),
                            OperandCodec.read(from),
                            OperandCodec.read(from));
            case IN -> new Condition.In(OperandCodec.read(from), from.list(OperandCodec::read));
            case AND -> new Condition.And(from.list(ConditionCodec::read));
            case OR -> new Condition.Or(from.list(ConditionCodec::read));
            case NOT -> new Condition.Not(read(from));
            case EXISTS -> new Condition.Exists(OperandCodec.readPath(from));
            case NOT_EXISTS -> new Condition.NotExists(OperandCodec.readPath(from));
            case OF_TYPE -> new Condition.OfType(OperandCodec.read(from), from.text());
            case BEGINS_WITH ->
                    new Condition.BeginsWith(OperandCodec.read(from), OperandCodec.read(from));
            case CONTAINS ->
                    new Condition.Contains(OperandCodec.read(from), OperandCodec.read(from));
            default -> throw new IllegalArgumentException("no kind of condition: " + kind);
        };
    }

    private static void operands(Packer to, Operand... operands) {
        for (Operand operand : operands) {
            OperandCodec.write(to, operand);
        }
    }
}
