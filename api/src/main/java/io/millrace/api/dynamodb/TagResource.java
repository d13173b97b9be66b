package io.millrace.api.dynamodb;

import io.millrace.table.TableEngine;
import io.millrace.wire.Output;
import io.millrace.wire.Structure;

/// TagResource: adds tags to a table, or gives them other values.
final class TagResource implements Operation {
    private static final Structure INPUT =
            Structure.of("TagResourceInput")
                    .required("ResourceArn", TableShapes.RESOURCE_ARN)
                    .required("Tags", TableShapes.TAGS);

    private final TableEngine engine;

    TagResource(TableEngine engine) {
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
        engine.tag(call.resource(), Tags.read(call.input()));
    }
}
