package io.millrace.api.dynamodb;

import io.millrace.table.TableEngine;
import io.millrace.wire.Output;
import io.millrace.wire.Structure;

/// DescribeTable: what a table is and holds.
final class DescribeTable implements Operation {
    private static final Structure INPUT =
            Structure.of("DescribeTableInput").optional("TableName", TableShapes.LOOSE_TABLE_NAME);

    private final TableEngine engine;

    DescribeTable(TableEngine engine) {
        this.engine = engine;
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public void answer(Call call, Output output) {
        TableMembers.table(
                output, "Table", engine.describe(call.controlled()), TableMembers.ACTIVE);
    }
}
