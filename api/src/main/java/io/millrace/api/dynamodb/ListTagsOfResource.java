package io.millrace.api.dynamodb;

import io.millrace.table.TableEngine;
import io.millrace.wire.Output;
import io.millrace.wire.Shape;
import io.millrace.wire.Structure;

/// ListTagsOfResource: the tags of a table, on one page.
final class ListTagsOfResource implements Operation {
    private static final Structure INPUT =
            Structure.of("ListTagsOfResourceInput")
                    .required("ResourceArn", TableShapes.RESOURCE_ARN)
                    .optional("NextToken", Shape.text());

    private final TableEngine engine;

    ListTagsOfResource(TableEngine engine) {
        this.engine = engine;
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public void answer(Call call, Output output) {
        output.name("Tags").beginList();
        engine.tags(call.resource())
                .forEach((key, value) ->
                        output.beginStructure()
                                .text("Key", key)
                                .text("Value", value)
                                .endStructure());
        output.endList();
    }
}
