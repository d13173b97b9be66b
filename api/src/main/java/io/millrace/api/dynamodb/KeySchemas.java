package io.millrace.api.dynamodb;

import io.millrace.table.IndexDefinition;
import io.millrace.table.IndexProjection;
import io.millrace.table.KeyAttribute;
import io.millrace.table.KeySchema;
import io.millrace.table.KeyType;
import io.millrace.table.ProjectionType;
import io.millrace.table.Throughput;
import io.millrace.wire.Values;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Reads the keys of tables and indexes, which are spread over `KeySchema` and
/// `AttributeDefinitions`.
final class KeySchemas {
    private static final int MAX_INCLUDED = 100;

    private final Map<String, KeyType> types = new LinkedHashMap<>();
    private final Set<String> used = new LinkedHashSet<>();

    /// @param holder of `AttributeDefinitions`
    KeySchemas(Values holder) {
        for (Values definition : holder.structures("AttributeDefinitions")) {
            String name = definition.text("AttributeName");
            KeyType former = types.put(name, KeyType.valueOf(definition.text("AttributeType")));
            if (former != null) {
                throw Refusal.invalid(
                        "Cannot have two attributes with the same name in AttributeDefinitions");
            }
        }
    }

    /// The key of a table.
    KeySchema table(Values holder) {
        List<String> names = names(holder);
        if (names.size() == 2 && !types.keySet().containsAll(names)) {
            throw Refusal.validation(
                    "Invalid KeySchema: Some index key attribute have no definition");
        }
        return keys(holder, names);
    }

    /// A secondary index.
    IndexDefinition index(Values holder, boolean local) {
        String name = holder.text("IndexName");
        KeySchema keys = keys(holder, names(holder));
        IndexProjection projection = projection(holder.structure("Projection"));
        Throughput throughput =
                local || !holder.has("ProvisionedThroughput")
                        ? Throughput.NONE
                        : Throughputs.read(holder.structure("ProvisionedThroughput"), name);
        return new IndexDefinition(name, local, keys, projection, throughput);
    }

    /// @throws Refusal if an attribute is defined that is part of no key
    void checkAllUsed() {
        if (!used.containsAll(types.keySet())) {
            throw used.size() <= 2
                    ? Refusal.invalid(
                            "Number of attributes in KeySchema does not exactly match number of"
                                    + " attributes defined in AttributeDefinitions")
                    : Refusal.invalid(
                            "Some AttributeDefinitions are not used. AttributeDefinitions: "
                                    + types.keySet()
                                    + ", keys used: "
                                    + used);
        }
    }

    private static List<String> names(Values holder) {
        return holder.structures("KeySchema").stream()
                .map(element -> element.text("AttributeName"))
                .toList();
    }

    private KeySchema keys(Values holder, List<String> names) {
        if (!types.keySet().containsAll(names)) {
            throw Refusal.invalid(
                    "Some index key attributes are not defined in AttributeDefinitions. Keys: "
                            + names
                            + ", AttributeDefinitions: "
                            + types.keySet());
        }
        if (names.size() == 2 && names.getFirst().equals(names.getLast())) {
            throw Refusal.validation(
                    "Both the Hash Key and the Range Key element in the KeySchema have the same"
                            + " name");
        }
        List<Values> elements = holder.structures("KeySchema");
        if (!elements.getFirst().text("KeyType").equals("HASH")) {
            throw Refusal.validation(
                    "Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
        }
        if (elements.size() == 2 && !elements.getLast().text("KeyType").equals("RANGE")) {
            throw Refusal.validation(
                    "Invalid KeySchema: The second KeySchemaElement is not a RANGE key type");
        }
        used.addAll(names);
        return new KeySchema(
                attribute(names.getFirst()), names.size() == 2 ? attribute(names.getLast()) : null);
    }

    private KeyAttribute attribute(String name) {
        return new KeyAttribute(name, Objects.requireNonNull(types.get(name), name));
    }

    private static IndexProjection projection(Values projection) {
        String name = projection.textOrNull("ProjectionType");
        if (name == null) {
            throw Refusal.invalid("Unknown ProjectionType: null");
        }
        ProjectionType type = ProjectionType.valueOf(name);
        List<String> included = projection.texts("NonKeyAttributes");
        if (type == ProjectionType.INCLUDE && included.isEmpty()) {
            throw Refusal.invalid(
                    "ProjectionType is INCLUDE, but NonKeyAttributes is not specified");
        }
        if (type != ProjectionType.INCLUDE && !included.isEmpty()) {
            throw Refusal.invalid(
                    "ProjectionType is " + name + ", but NonKeyAttributes is specified");
        }
        if (included.size() > MAX_INCLUDED) {
            throw Refusal.invalid(
                    "The total number of NonKeyAttributes exceeds the limit of " + MAX_INCLUDED);
        }
        return new IndexProjection(type, included);
    }
}
