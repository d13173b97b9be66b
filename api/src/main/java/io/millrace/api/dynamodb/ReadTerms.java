package io.millrace.api.dynamodb;

import io.millrace.table.expression.Projection;
import io.millrace.table.value.Item;
import io.millrace.wire.Values;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What reads of items by their keys have in common.
final class ReadTerms {
    static final DialectRule RULE =
            new DialectRule(List.of("ProjectionExpression"), List.of("AttributesToGet"));

    private ReadTerms() {}

    /// What is to be shown of items, in either dialect; null for all.
    static @Nullable Projection projection(Values holder) {
        Projection legacy = LegacyTerms.projection(holder);
        Expressions expressions = Expressions.withNames(holder);
        Projection projection = expressions.projection();
        expressions.finish();
        return projection == null ? legacy : projection;
    }

    /// @param projection null for everything
    static Item show(@Nullable Projection projection, Item item) {
        return projection == null ? item : projection.of(item);
    }
}
