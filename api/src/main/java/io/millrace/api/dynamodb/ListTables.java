package io.millrace.api.dynamodb;

import io.millrace.table.TableEngine;
import io.millrace.table.TableNames;
import io.millrace.wire.Output;
import io.millrace.wire.Shape;
import io.millrace.wire.Structure;

/// ListTables: a page of the names of tables.
final class ListTables implements Operation {
    private static final int MAX_NAMES = 100;

    private static final Structure INPUT =
            Structure.of("ListTablesInput")
                    .optional("ExclusiveStartTableName", TableShapes.TABLE_NAME)
                    .optional("Limit", Shape.integer(1, MAX_NAMES));

    private final TableEngine engine;

    ListTables(TableEngine engine) {
        this.engine = engine;
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public void answer(Call call, Output output) {
        TableNames page =
                engine.list(
                        call.caller().account(),
                        call.caller().region(),
                        call.input().textOrNull("ExclusiveStartTableName"),
                        call.input().integerOr("Limit", MAX_NAMES));
        output.name("TableNames").beginList();
        page.names().forEach(output::text);
        output.endList();
        String last = page.last();
        if (last != null) {
            output.text("LastEvaluatedTableName", last);
        }
    }
}
