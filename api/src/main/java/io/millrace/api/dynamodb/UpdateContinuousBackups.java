package io.millrace.api.dynamodb;

import io.millrace.table.TableEngine;
import io.millrace.wire.Output;
import io.millrace.wire.Shape;
import io.millrace.wire.Structure;
import io.millrace.wire.Values;

/// UpdateContinuousBackups: whether a table could be brought back to a moment; remembered only.
final class UpdateContinuousBackups implements Operation {
    private static final Structure INPUT =
            Structure.of("UpdateContinuousBackupsInput")
                    .optional("TableName", TableShapes.LOOSE_TABLE_NAME)
                    .required(
                            "PointInTimeRecoverySpecification",
                            Structure.of("PointInTimeRecoverySpecification")
                                    .required("PointInTimeRecoveryEnabled", Shape.flag())
                                    .optional("RecoveryPeriodInDays", Shape.integer(1, 35)));

    private final TableEngine engine;

    UpdateContinuousBackups(TableEngine engine) {
        this.engine = engine;
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public void answer(Call call, Output output) {
        Values asked = call.input().structure("PointInTimeRecoverySpecification");
        Integer days =
                asked.has("RecoveryPeriodInDays") ? asked.integer("RecoveryPeriodInDays") : null;
        boolean enabled = asked.flag("PointInTimeRecoveryEnabled");
        BackupMembers.write(output, engine.setBackups(call.controlled(), enabled, days));
    }
}
