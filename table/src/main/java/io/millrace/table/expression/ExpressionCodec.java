package io.millrace.table.expression;

import io.millrace.table.value.Packer;
import io.millrace.table.value.Unpacker;
import io.millrace.table.value.ValueCodec;

/// Encodes conditions and updates, so that they travel in commands: a version, then the tree, each
/// node as one byte for its kind and its parts.
///
/// Reading throws {@link IllegalArgumentException} for bytes that do not decode.
public final class ExpressionCodec {
    private static final int VERSION = 1;

    private static final int SET = 0;
    private static final int REMOVE = 1;
    private static final int ADD = 2;
    private static final int DELETE = 3;

    private ExpressionCodec() {}

    /// Writes a condition.
    public static void write(Packer to, Condition condition) {
        ConditionCodec.write(to.octet(VERSION), condition);
    }

    /// Reads a condition.
    public static Condition readCondition(Unpacker from) {
        requireVersion(from);
        return ConditionCodec.read(from);
    }

    /// Writes an update.
    public static void write(Packer to, Update update) {
        to.octet(VERSION)
                .octet(update.legacy() ? 1 : 0)
                .list(update.actions(), ExpressionCodec::writeAction);
    }

    /// Reads an update.
    public static Update readUpdate(Unpacker from) {
        requireVersion(from);
        boolean legacy = from.octet() == 1;
        return new Update(from.list(ExpressionCodec::readAction), legacy);
    }

    private static void writeAction(Packer to, Update.Action action) {
        switch (action) {
            case Update.Action.Set set -> {
                OperandCodec.write(to.octet(SET), set.path());
                OperandCodec.write(to, set.value());
            }
            case Update.Action.Remove remove -> OperandCodec.write(to.octet(REMOVE), remove.path());
            case Update.Action.Add add -> {
                OperandCodec.write(to.octet(ADD), add.path());
                ValueCodec.write(to, add.value());
            }
            case Update.Action.Delete delete -> {
                OperandCodec.write(to.octet(DELETE), delete.path());
                ValueCodec.write(to, delete.value());
            }
        }
    }

    private static Update.Action readAction(Unpacker from) {
        int kind = from.octet();
        Path path = OperandCodec.readPath(from);
        return switch (kind) {
            case SET -> new Update.Action.Set(path, OperandCodec.read(from));
            case REMOVE -> new Update.Action.Remove(path);
            case ADD -> new Update.Action.Add(path, ValueCodec.read(from));
            case DELETE -> new Update.Action.Delete(path, ValueCodec.read(from));
            default -> throw new IllegalArgumentException("no kind of action: " + kind);
        };
    }

    private static void requireVersion(Unpacker from) {
        int version = from.octet();
        if (version != VERSION) {
            throw new IllegalArgumentException("an expression of version " + version);
        }
    }
}
