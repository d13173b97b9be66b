package io.millrace.api.dynamodb;

import io.millrace.table.IndexDefinition;
import io.millrace.table.IndexView;
import io.millrace.table.ItemPage;
import io.millrace.table.KeySchema;
import io.millrace.table.ProjectionType;
import io.millrace.table.TableEngine;
import io.millrace.table.TableKey;
import io.millrace.table.TableView;
import io.millrace.table.expression.Path;
import io.millrace.table.expression.Projection;
import io.millrace.table.value.Item;
import io.millrace.wire.Output;
import io.millrace.wire.Values;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How much a query or a scan shows of the items it finds.
///
/// @param projection null for all that was read
/// @param count whether no items are shown, only their number
/// @param whole whether items of an index are shown with what it does not hold
record Selection(@Nullable Projection projection, boolean count, boolean whole) {
    private static final String ALL = "ALL_ATTRIBUTES";
    private static final String PROJECTED = "ALL_PROJECTED_ATTRIBUTES";
    private static final String COUNT = "COUNT";
    private static final String SPECIFIC = "SPECIFIC_ATTRIBUTES";

    /// Reads `Select`, which must go with the projection there is.
    static Selection read(Values input, @Nullable Projection projection) {
        String select = input.textOrNull("Select");
        if (projection == null && SPECIFIC.equals(select)) {
            throw Refusal.validation(
                    "Must specify the AttributesToGet or ProjectionExpression when choosing to get"
                            + " SPECIFIC_ATTRIBUTES");
        }
        if (projection != null && select != null && !select.equals(SPECIFIC)) {
            String member =
                    input.has("AttributesToGet") ? "AttributesToGet" : "ProjectionExpression";
            throw Refusal.validation(
                    "Cannot specify the "
                            + member
                            + " when choosing to get "
                            + (select.equals(COUNT) ? "only the Count" : select));
        }
        if (PROJECTED.equals(select) && !input.has("IndexName")) {
            throw Refusal.validation(
                    PROJECTED + " can be used only when Querying using an IndexName");
        }
        return new Selection(projection, COUNT.equals(select), ALL.equals(select));
    }

    /// This selection for an index: what a local one lacks comes from the table, what a global one
    /// lacks cannot be asked for.
    ///
    /// @param index null for the table itself
    Selection on(TableEngine engine, TableKey table, @Nullable String index) {
        if (index == null || (projection == null && !whole)) {
            return this;
        }
        TableView view = engine.describe(table);
        for (IndexView each : view.indexes()) {
            IndexDefinition definition = each.definition();
            if (definition.name().equals(index)) {
                return definition.projection().type() == ProjectionType.ALL
                        ? this
                        : on(definition, view.keys());
            }
        }
        return this;
    }

    private Selection on(IndexDefinition index, KeySchema keys) {
        if (index.local()) {
            return new Selection(projection, count, whole || !missing(index, keys).isEmpty());
        }
        if (whole) {
            throw Refusal.invalid(
                    "Select type ALL_ATTRIBUTES is not supported for global secondary index "
                            + index.name()
                            + " because its projection type is not ALL");
        }
        Set<String> missing = missing(index, keys);
        if (!missing.isEmpty()) {
            throw Refusal.invalid(
                    "Global secondary index " + index.name() + " does not project " + missing);
        }
        return this;
    }

    /// Attributes that are to be shown and that an index does not hold.
    private Set<String> missing(IndexDefinition index, KeySchema keys) {
        return projection == null
                ? Set.of()
                : projection.paths().stream()
                        .map(Path::attribute)
                        .filter(name -> !keys.has(name) && !index.keys().has(name))
                        .filter(name -> !index.projection().included().contains(name))
                        .collect(Collectors.toSet());
    }

    /// Writes a page.
    void write(Output output, ItemPage page) {
        if (!count) {
            output.name("Items").beginList();
            for (Item item : page.items()) {
                ItemMembers.item(output, ReadTerms.show(projection, item));
            }
            output.endList();
        }
        output.number("Count", page.items().size()).number("ScannedCount", page.scanned());
        Item last = page.last();
        if (last != null) {
            ItemMembers.item(output, "LastEvaluatedKey", last);
        }
    }
}
