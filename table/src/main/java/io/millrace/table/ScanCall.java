package io.millrace.table;

import io.millrace.table.expression.Condition;
import io.millrace.table.value.Item;
import org.jspecify.annotations.Nullable;

/// A page of all items, or of one of several parts of them.
///
/// @param index null for the table itself
/// @param filter what is shown of the items read; null for all
/// @param startAfter key of the item to go on after; null for the first page
/// @param limit most items to be read, before the filter; 0 for none
/// @param segment from 0, below `segments`
/// @param segments number of parts, 1 for all items
/// @param consistent ConsistentRead; every read is, but global indexes refuse to be asked for it
/// @param whole whether items of a local index come with attributes it does not hold
public record ScanCall(
        TableKey table,
        @Nullable String index,
        @Nullable Condition filter,
        @Nullable Item startAfter,
        int limit,
        int segment,
        int segments,
        boolean consistent,
        boolean whole) {}
