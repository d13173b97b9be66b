package io.millrace.table.expression;

import io.millrace.table.value.Item;
import java.util.List;

/// The parts of items to be shown: a projection expression, or AttributesToGet.
///
/// @param paths no two of them overlap
public record Projection(List<Path> paths) {
    public Projection {
        paths = List.copyOf(paths);
    }

    /// The parts that are there; of lists the elements named, close together in their order.
    public Item of(Item item) {
        throw new UnsupportedOperationException();
    }
}
