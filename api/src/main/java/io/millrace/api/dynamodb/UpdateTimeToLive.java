package io.millrace.api.dynamodb;

import io.millrace.table.TableEngine;
import io.millrace.wire.Output;
import io.millrace.wire.Shape;
import io.millrace.wire.Structure;
import io.millrace.wire.Values;

/// UpdateTimeToLive: says which attribute tells when an item expires.
final class UpdateTimeToLive implements Operation {
    private static final Structure INPUT =
            Structure.of("UpdateTimeToLiveInput")
                    .optional("TableName", TableShapes.LOOSE_TABLE_NAME)
                    .required(
                            "TimeToLiveSpecification",
                            Structure.of("TimeToLiveSpecification")
                                    .required("Enabled", Shape.flag())
                                    .required("AttributeName", Shape.text(1, 255)));

    private final TableEngine engine;

    UpdateTimeToLive(TableEngine engine) {
        this.engine = engine;
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public void answer(Call call, Output output) {
        Values asked = call.input().structure("TimeToLiveSpecification");
        String attribute = asked.text("AttributeName");
        boolean enabled = asked.flag("Enabled");
        engine.setTimeToLive(call.controlled(), attribute, enabled);
        output.name("TimeToLiveSpecification")
                .beginStructure()
                .text("AttributeName", attribute)
                .flag("Enabled", enabled)
                .endStructure();
    }
}
