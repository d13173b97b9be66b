package io.millrace.table;

import io.millrace.table.expression.Path;
import io.millrace.table.value.Item;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a write did.
///
/// @param before null if there was no item
/// @param after null if there is none
/// @param touched paths that an update changed, for UPDATED_OLD and UPDATED_NEW; empty otherwise
public record Written(@Nullable Item before, @Nullable Item after, List<Path> touched) {
    public Written {
        touched = List.copyOf(touched);
    }
}
