package io.millrace.api.dynamodb;

import io.millrace.table.TableEngine;
import io.millrace.wire.Output;
import io.millrace.wire.Structure;

/// DeleteTable: deletes a table with its items; it is gone when it answers.
final class DeleteTable implements Operation {
    private static final Structure INPUT =
            Structure.of("DeleteTableInput").optional("TableName", TableShapes.LOOSE_TABLE_NAME);

    private final TableEngine engine;

    DeleteTable(TableEngine engine) {
        this.engine = engine;
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public void answer(Call call, Output output) {
        TableMembers.table(
                output,
                "TableDescription",
                engine.delete(call.controlled()),
                TableMembers.DELETING);
    }
}
