package io.millrace.table;

import java.util.List;

/// A table at one moment. There is no other state than ACTIVE.
///
/// @param id a UUID, other than that of any table before it
/// @param createdMillis creation instant in milliseconds since 1970
/// @param indexes in the order they were made
/// @param bytes of the items, as they are kept
public record TableView(
        TableKey key,
        String id,
        long createdMillis,
        KeySchema keys,
        TableOptions options,
        List<IndexView> indexes,
        long items,
        long bytes) {
    public TableView {
        indexes = List.copyOf(indexes);
    }
}
