package io.millrace.table;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of ListTables.
///
/// @param last name to go on after; null if this is the last page
public record TableNames(List<String> names, @Nullable String last) {
    public TableNames {
        names = List.copyOf(names);
    }
}
