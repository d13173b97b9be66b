package io.millrace.table.expression;

import io.millrace.table.value.Item;
import java.util.List;

/// What an update made of an item.
///
/// @param item the item after
/// @param touched the paths of all actions; `new Projection(touched)` of the items before and after
///   is what UPDATED_OLD and UPDATED_NEW show
public record Updated(Item item, List<Path> touched) {
    public Updated {
        touched = List.copyOf(touched);
    }
}
