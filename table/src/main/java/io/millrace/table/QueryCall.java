package io.millrace.table;

import io.millrace.table.expression.Condition;
import io.millrace.table.expression.KeyCondition;
import io.millrace.table.value.Item;
import org.jspecify.annotations.Nullable;

/// A page of the items that share a partition key.
///
/// @param index null for the table itself
/// @param filter what is shown of the items read; null for all
/// @param startAfter key of the item to go on after; null for the first page
/// @param limit most items to be read, before the filter; 0 for none
/// @param forward whether the sort key rises
/// @param consistent ConsistentRead; every read is, but global indexes refuse to be asked for it
/// @param whole whether items of a local index come with attributes it does not hold
public record QueryCall(
        TableKey table,
        @Nullable String index,
        KeyCondition keys,
        @Nullable Condition filter,
        @Nullable Item startAfter,
        int limit,
        boolean forward,
        boolean consistent,
        boolean whole) {}
