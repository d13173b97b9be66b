package io.millrace.table.expression;

import io.millrace.table.value.Packer;
import io.millrace.table.value.Unpacker;

/// Encodes conditions and updates, so that they travel in commands: a version, then the tree, each
/// node as one byte for its kind and its parts.
///
/// Reading throws {@link IllegalArgumentException} for bytes that do not decode.
public final class ExpressionCodec {
    private ExpressionCodec() {}

    /// Writes a condition.
    public static void write(Packer to, Condition condition) {
        throw new UnsupportedOperationException();
    }

    /// Reads a condition.
    public static Condition readCondition(Unpacker from) {
        throw new UnsupportedOperationException();
    }

    /// Writes an update.
    public static void write(Packer to, Update update) {
        throw new UnsupportedOperationException();
    }

    /// Reads an update.
    public static Update readUpdate(Unpacker from) {
        throw new UnsupportedOperationException();
    }
}
