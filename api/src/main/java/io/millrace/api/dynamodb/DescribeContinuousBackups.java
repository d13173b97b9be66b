package io.millrace.api.dynamodb;

import io.millrace.table.TableEngine;
import io.millrace.wire.Output;
import io.millrace.wire.Structure;

/// DescribeContinuousBackups: whether a table could be brought back to a moment.
final class DescribeContinuousBackups implements Operation {
    private static final Structure INPUT =
            Structure.of("DescribeContinuousBackupsInput")
                    .optional("TableName", TableShapes.LOOSE_TABLE_NAME);

    private final TableEngine engine;

    DescribeContinuousBackups(TableEngine engine) {
        this.engine = engine;
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public void answer(Call call, Output output) {
        BackupMembers.write(output, engine.backups(call.controlled()));
    }
}
