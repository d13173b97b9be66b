package io.millrace.api.dynamodb;

import io.millrace.table.BillingMode;
import io.millrace.table.IndexDefinition;
import io.millrace.table.KeySchema;
import io.millrace.table.NewTable;
import io.millrace.table.TableEngine;
import io.millrace.table.TableOptions;
import io.millrace.table.Throughput;
import io.millrace.wire.Output;
import io.millrace.wire.Shape;
import io.millrace.wire.Structure;
import io.millrace.wire.Values;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// CreateTable: makes a table, which is ACTIVE at once.
final class CreateTable implements Operation {
    private static final String GLOBAL = "GlobalSecondaryIndexes";
    private static final String LOCAL = "LocalSecondaryIndexes";
    private static final String STANDARD = "STANDARD";
    private static final int MAX_LOCAL = 5;
    private static final int MAX_GLOBAL = 20;

    private static final Structure INPUT =
            Structure.of("CreateTableInput")
                    .required("AttributeDefinitions", TableShapes.ATTRIBUTE_DEFINITIONS)
                    .optional("TableName", TableShapes.NEW_TABLE_NAME)
                    .required("KeySchema", TableShapes.KEY_SCHEMA)
                    .optional(LOCAL, Shape.list(TableShapes.NEW_INDEX, 0, Integer.MAX_VALUE))
                    .optional(GLOBAL, Shape.list(TableShapes.NEW_INDEX, 0, Integer.MAX_VALUE))
                    .optional("BillingMode", TableShapes.BILLING_MODE)
                    .optional("ProvisionedThroughput", TableShapes.THROUGHPUT)
                    .optional("StreamSpecification", TableShapes.STREAM_SPECIFICATION)
                    .optional("Tags", TableShapes.TAGS)
                    .optional("TableClass", TableShapes.TABLE_CLASS)
                    .optional("DeletionProtectionEnabled", Shape.flag());

    private final TableEngine engine;

    CreateTable(TableEngine engine) {
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
        TableOptions options = options(input);
        StreamSpecifications.refuse(input);
        KeySchemas schemas = new KeySchemas(input);
        KeySchema keys = schemas.table(input);
        List<IndexDefinition> indexes = indexes(input, keys, schemas, options.billing());
        schemas.checkAllUsed();
        NewTable made = new NewTable(table, keys, indexes, options, Tags.read(input));
        TableMembers.table(output, "TableDescription", engine.create(made), TableMembers.ACTIVE);
    }

    private static TableOptions options(Values input) {
        BillingMode asked = Throughputs.billing(input);
        BillingMode billing = asked == null ? BillingMode.PROVISIONED : asked;
        Values throughput = input.structureOrNull("ProvisionedThroughput");
        Throughputs.check(billing, throughput != null);
        String tableClass = input.textOrNull("TableClass");
        return new TableOptions(
                billing,
                throughput == null ? Throughput.NONE : Throughputs.read(throughput, null),
                input.flag("DeletionProtectionEnabled"),
                tableClass == null ? STANDARD : tableClass);
    }

    private static List<IndexDefinition> indexes(
            Values input, KeySchema keys, KeySchemas schemas, BillingMode billing) {
        List<IndexDefinition> indexes = new ArrayList<>();
        for (Values local : list(input, LOCAL, MAX_LOCAL)) {
            IndexDefinition index = schemas.index(local, true);
            checkLocal(index, keys);
            indexes.add(index);
        }
        for (Values global : list(input, GLOBAL, MAX_GLOBAL)) {
            Throughputs.check(billing, global.has("ProvisionedThroughput"));
            indexes.add(schemas.index(global, false));
        }
        Set<String> names = new HashSet<>();
        for (IndexDefinition index : indexes) {
            if (!names.add(index.name())) {
                throw Refusal.invalid("Duplicate index name: " + index.name());
            }
        }
        return indexes;
    }

    private static List<Values> list(Values input, String member, int limit) {
        List<Values> list = input.structures(member);
        if (input.has(member) && list.isEmpty()) {
            throw Refusal.invalid("List of " + member + " is empty");
        }
        if (list.size() > limit) {
            String kind = member.replace("Indexes", "Index");
            throw Refusal.invalid(kind + " count exceeds the per-table limit of " + limit);
        }
        return list;
    }

    private static void checkLocal(IndexDefinition index, KeySchema keys) {
        if (keys.range() == null) {
            throw Refusal.invalid(
                    "Table KeySchema does not have a range key, which is required when specifying a"
                            + " LocalSecondaryIndex");
        }
        if (index.keys().range() == null) {
            throw Refusal.invalid(
                    "Index KeySchema does not have a range key for index: " + index.name());
        }
        String hash = index.keys().hash().name();
        if (!hash.equals(keys.hash().name())) {
            throw Refusal.invalid(
                    "Index KeySchema does not have the same leading hash key as table KeySchema for"
                            + " index: "
                            + index.name()
                            + ". index hash key: "
                            + hash
                            + ", table hash key: "
                            + keys.hash().name());
        }
    }
}
