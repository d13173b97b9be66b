package io.millrace.api.dynamodb;

import io.millrace.table.TableChange;
import io.millrace.table.TableEngine;
import io.millrace.wire.Output;
import io.millrace.wire.Shape;
import io.millrace.wire.Structure;
import io.millrace.wire.Values;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// UpdateTable: changes what a table was made with; everything is done when it answers.
final class UpdateTable implements Operation {
    private static final String UPDATES = "GlobalSecondaryIndexUpdates";
    private static final String PROTECTION = "DeletionProtectionEnabled";
    private static final String THROUGHPUT = "ProvisionedThroughput";

    /// One of these must be there.
    private static final List<String> CHANGES =
            List.of(
                    "BillingMode",
                    THROUGHPUT,
                    UPDATES,
                    PROTECTION,
                    "TableClass",
                    "StreamSpecification",
                    "SSESpecification");

    private static final Structure INDEX_UPDATE =
            Structure.of("GlobalSecondaryIndexUpdate")
                    .optional(
                            "Update",
                            Structure.of("UpdateGlobalSecondaryIndexAction")
                                    .required("IndexName", TableShapes.INDEX_NAME)
                                    .required(THROUGHPUT, TableShapes.THROUGHPUT))
                    .optional("Create", TableShapes.NEW_INDEX)
                    .optional(
                            "Delete",
                            Structure.of("DeleteGlobalSecondaryIndexAction")
                                    .required("IndexName", TableShapes.INDEX_NAME));

    private static final Structure INPUT =
            Structure.of("UpdateTableInput")
                    .optional("AttributeDefinitions", TableShapes.ATTRIBUTE_DEFINITIONS)
                    .optional("TableName", TableShapes.LOOSE_TABLE_NAME)
                    .optional("BillingMode", TableShapes.BILLING_MODE)
                    .optional(THROUGHPUT, TableShapes.THROUGHPUT)
                    .optional(UPDATES, Shape.list(INDEX_UPDATE, 0, Integer.MAX_VALUE))
                    .optional("StreamSpecification", TableShapes.STREAM_SPECIFICATION)
                    .optional("SSESpecification", Structure.of("SSESpecification"))
                    .optional("TableClass", TableShapes.TABLE_CLASS)
                    .optional(PROTECTION, Shape.flag());

    private final TableEngine engine;

    UpdateTable(TableEngine engine) {
        this.engine = engine;
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public void answer(Call call, Output output) {
        Values input = call.input();
        var table = call.controlled();
        if (CHANGES.stream().noneMatch(input::has)) {
            throw Refusal.validation(
                    "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled,"
                            + " GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates"
                            + " is required");
        }
        StreamSpecifications.refuse(input);
        Values throughput = input.structureOrNull(THROUGHPUT);
        var billing = Throughputs.billing(input);
        if (billing != null) {
            Throughputs.check(billing, throughput != null);
        }
        TableChange change =
                new TableChange(
                        table,
                        billing,
                        throughput == null ? null : Throughputs.read(throughput, null),
                        input.has(PROTECTION) ? input.flag(PROTECTION) : null,
                        input.textOrNull("TableClass"),
                        indexes(input));
        TableMembers.table(output, "TableDescription", engine.update(change), TableMembers.ACTIVE);
    }

    private static List<TableChange.IndexChange> indexes(Values input) {
        KeySchemas schemas = new KeySchemas(input);
        List<TableChange.IndexChange> changes = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Values update : input.structures(UPDATES)) {
            TableChange.IndexChange change = index(update, schemas);
            if (!names.add(change.name())) {
                throw Refusal.invalid(
                        "Only one global secondary index update per index is allowed"
                                + " simultaneously. Index: "
                                + change.name());
            }
            changes.add(change);
        }
        return changes;
    }

    private static TableChange.IndexChange index(Values update, KeySchemas schemas) {
        if (update.has("Create")) {
            return new TableChange.IndexChange.Create(
                    schemas.index(update.structure("Create"), false));
        }
        if (update.has("Delete")) {
            return new TableChange.IndexChange.Delete(update.structure("Delete").text("IndexName"));
        }
        if (update.has("Update")) {
            Values asked = update.structure("Update");
            String name = asked.text("IndexName");
            return new TableChange.IndexChange.Provision(
                    name, Throughputs.read(asked.structure(THROUGHPUT), name));
        }
        throw Refusal.invalid(
                "One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create,"
                        + " GlobalSecondaryIndexUpdate.Delete must not be null");
    }
}
