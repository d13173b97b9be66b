package io.millrace.api.dynamodb;

import io.millrace.table.TableEngine;
import io.millrace.wire.Output;
import io.millrace.wire.Shape;
import io.millrace.wire.Structure;

/// UntagResource: takes tags from a table.
final class UntagResource implements Operation {
    private static final Structure INPUT =
            Structure.of("UntagResourceInput")
                    .required("ResourceArn", TableShapes.RESOURCE_ARN)
                    .required("TagKeys", Shape.list(Shape.text(1, 128), 0, Integer.MAX_VALUE));

    private final TableEngine engine;

    UntagResource(TableEngine engine) {
        this.engine = engine;
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public boolean hasOutput() {
        return false;
    }

    @Override
    public void answer(Call call, Output output) {
        engine.untag(call.resource(), call.input().texts("TagKeys"));
    }
}
