package io.millrace.table.expression;

import io.millrace.table.value.Packer;
import io.millrace.table.value.Unpacker;
import io.millrace.table.value.ValueCodec;

/// Encodes operands and paths.
final class OperandCodec {
    private static final int LITERAL = 0;
    private static final int STORED = 1;
    private static final int SIZE = 2;
    private static final int IF_NOT_EXISTS = 3;
    private static final int LIST_APPEND = 4;
    private static final int PLUS = 5;
    private static final int MINUS = 6;

    private static final int NAME = 0;
    private static final int INDEX = 1;

    private OperandCodec() {}

    static void write(Packer to, Operand operand) {
        switch (operand) {
            case Operand.Literal o -> ValueCodec.write(to.octet(LITERAL), o.value());
            case Operand.Stored o -> write(to.octet(STORED), o.path());
            case Operand.Size o -> write(to.octet(SIZE), o.of());
            case Operand.IfNotExists o -> {
                write(to.octet(IF_NOT_EXISTS), o.path());
                write(to, o.otherwise());
            }
            case Operand.ListAppend o -> {
                write(to.octet(LIST_APPEND), o.first());
                write(to, o.second());
            }
            case Operand.Plus o -> {
                write(to.octet(PLUS), o.left());
                write(to, o.right());
            }
            case Operand.Minus o -> {
                write(to.octet(MINUS), o.left());
                write(to, o.right());
            }
        }
    }

    static Operand read(Unpacker from) {
        int kind = from.octet();
        return switch (kind) {
            case LITERAL -> new Operand.Literal(ValueCodec.read(from));
            case STORED -> new Operand.Stored(readPath(from));
            case SIZE -> new Operand.Size(read(from));
            case IF_NOT_EXISTS -> new Operand.IfNotExists(readPath(from), read(from));
            case LIST_APPEND -> new Operand.ListAppend(read(from), read(from));
            case PLUS -> new Operand.Plus(read(from), read(from));
            case MINUS -> new Operand.Minus(read(from), read(from));
            default -> throw new IllegalArgumentException("no kind of operand: " + kind);
        };
    }

    static void write(Packer to, Path path) {
        to.list(path.steps(), OperandCodec::writeStep);
    }

    static Path readPath(Unpacker from) {
        return new Path(from.list(OperandCodec::readStep));
    }

    private static void writeStep(Packer to, Path.Step step) {
        switch (step) {
            case Path.Step.Name name -> to.octet(NAME).text(name.name());
            case Path.Step.Index place -> to.octet(INDEX).number(place.index());
        }
    }

    private static Path.Step readStep(Unpacker from) {
        int kind = from.octet();
        return switch (kind) {
            case NAME -> new Path.Step.Name(from.text());
            case INDEX -> new Path.Step.Index(from.small());
            default -> throw new IllegalArgumentException("no kind of step: " + kind);
        };
    }
}
