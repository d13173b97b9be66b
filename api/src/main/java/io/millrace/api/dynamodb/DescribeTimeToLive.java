package io.millrace.api.dynamodb;

import io.millrace.table.TableEngine;
import io.millrace.table.TimeToLive;
import io.millrace.wire.Output;
import io.millrace.wire.Structure;

/// DescribeTimeToLive: which attribute tells when an item expires.
final class DescribeTimeToLive implements Operation {
    private static final Structure INPUT =
            Structure.of("DescribeTimeToLiveInput")
                    .optional("TableName", TableShapes.LOOSE_TABLE_NAME);

    private final TableEngine engine;

    DescribeTimeToLive(TableEngine engine) {
        this.engine = engine;
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public void answer(Call call, Output output) {
        TimeToLive told = engine.timeToLive(call.controlled());
        output.name("TimeToLiveDescription").beginStructure();
        if (told != null) {
            output.text("AttributeName", told.attribute());
        }
        output.text("TimeToLiveStatus", told == null ? "DISABLED" : "ENABLED").endStructure();
    }
}
