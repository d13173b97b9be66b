package io.millrace.api.dynamodb;

import io.millrace.table.BillingMode;
import io.millrace.table.IndexDefinition;
import io.millrace.table.IndexView;
import io.millrace.table.KeyAttribute;
import io.millrace.table.KeySchema;
import io.millrace.table.KeyType;
import io.millrace.table.ProjectionType;
import io.millrace.table.TableView;
import io.millrace.table.Throughput;
import io.millrace.wire.Output;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes tables as `TableDescription` has them.
final class TableMembers {
    static final String ACTIVE = "ACTIVE";
    static final String DELETING = "DELETING";

    private TableMembers() {}

    /// @param member name of the description in the answer
    static void table(Output output, String member, TableView table, String status) {
        output.name(member).beginStructure();
        attributes(output, table);
        output.text("TableName", table.key().name());
        keys(output, table.keys());
        output.text("TableStatus", status);
        output.moment("CreationDateTime", table.createdMillis());
        throughput(output, table.options().throughput());
        output.number("TableSizeBytes", table.bytes());
        output.number("ItemCount", table.items());
        output.text("TableArn", table.key().arn());
        output.text("TableId", table.id());
        if (table.options().billing() == BillingMode.PAY_PER_REQUEST) {
            output.name("BillingModeSummary")
                    .beginStructure()
                    .text("BillingMode", "PAY_PER_REQUEST")
                    .endStructure();
        }
        indexes(output, table, true);
        indexes(output, table, false);
        output.name("TableClassSummary")
                .beginStructure()
                .text("TableClass", table.options().tableClass())
                .endStructure();
        output.flag("DeletionProtectionEnabled", table.options().deletionProtected());
        output.endStructure();
    }

    /// Every attribute that is part of a key, once.
    private static void attributes(Output output, TableView table) {
        Map<String, KeyType> types = new LinkedHashMap<>();
        add(types, table.keys());
        table.indexes().forEach(index -> add(types, index.definition().keys()));
        output.name("AttributeDefinitions").beginList();
        types.forEach((name, type) ->
                output.beginStructure()
                        .text("AttributeName", name)
                        .text("AttributeType", type.name())
                        .endStructure());
        output.endList();
    }

    private static void add(Map<String, KeyType> types, KeySchema keys) {
        for (KeyAttribute attribute : keys.attributes()) {
            types.put(attribute.name(), attribute.type());
        }
    }

    private static void keys(Output output, KeySchema keys) {
        output.name("KeySchema").beginList();
        key(output, keys.hash(), "HASH");
        if (keys.range() != null) {
            key(output, keys.range(), "RANGE");
        }
        output.endList();
    }

    private static void key(Output output, KeyAttribute attribute, String role) {
        output.beginStructure()
                .text("AttributeName", attribute.name())
                .text("KeyType", role)
                .endStructure();
    }

    private static void throughput(Output output, Throughput throughput) {
        output.name("ProvisionedThroughput")
                .beginStructure()
                .number("NumberOfDecreasesToday", 0)
                .number("ReadCapacityUnits", throughput.readUnits())
                .number("WriteCapacityUnits", throughput.writeUnits())
                .endStructure();
    }

    private static void indexes(Output output, TableView table, boolean local) {
        List<IndexView> some =
                table.indexes().stream()
                        .filter(index -> index.definition().local() == local)
                        .toList();
        if (some.isEmpty()) {
            return;
        }
        output.name(local ? "LocalSecondaryIndexes" : "GlobalSecondaryIndexes").beginList();
        some.forEach(index -> index(output, table, index));
        output.endList();
    }

    private static void index(Output output, TableView table, IndexView index) {
        IndexDefinition definition = index.definition();
        output.beginStructure().text("IndexName", definition.name());
        keys(output, definition.keys());
        output.name("Projection")
                .beginStructure()
                .text("ProjectionType", definition.projection().type().name());
        if (definition.projection().type() == ProjectionType.INCLUDE) {
            output.name("NonKeyAttributes").beginList();
            definition.projection().included().forEach(output::text);
            output.endList();
        }
        output.endStructure();
        if (!definition.local()) {
            output.text("IndexStatus", ACTIVE);
            throughput(output, definition.throughput());
        }
        output.number("IndexSizeBytes", index.bytes())
                .number("ItemCount", index.items())
                .text("IndexArn", table.key().arn() + "/index/" + definition.name())
                .endStructure();
    }
}
