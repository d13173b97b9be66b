package io.millrace.table;

import java.util.List;

/// What an index holds of an item.
///
/// @param included names besides the keys; empty unless the type is INCLUDE
public record IndexProjection(ProjectionType type, List<String> included) {
    public IndexProjection {
        included = List.copyOf(included);
    }
}
