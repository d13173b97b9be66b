package io.millrace.table;

import java.util.List;
import java.util.Map;

/// A table to be made.
///
/// @param indexes local and global ones, names distinct
/// @param tags at most 50
public record NewTable(
        TableKey key,
        KeySchema keys,
        List<IndexDefinition> indexes,
        TableOptions options,
        Map<String, String> tags) {
    public NewTable {
        indexes = List.copyOf(indexes);
        tags = Map.copyOf(tags);
    }
}
