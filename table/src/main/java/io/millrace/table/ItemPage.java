package io.millrace.table;

import io.millrace.table.value.Item;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of items.
///
/// @param items that pass the filter, with the attributes the index holds
/// @param scanned items read, before the filter
/// @param bytes of the items read, by DynamoDB's rule
/// @param last key to go on after (of the index and of the table); null if nothing is left
public record ItemPage(List<Item> items, int scanned, long bytes, @Nullable Item last) {
    public ItemPage {
        items = List.copyOf(items);
    }
}
