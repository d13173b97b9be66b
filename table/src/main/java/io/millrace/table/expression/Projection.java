package io.millrace.table.expression;

import io.millrace.table.value.Item;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The parts of items to be shown: a projection expression, or AttributesToGet; and what an update
/// has touched, for UPDATED_OLD and UPDATED_NEW.
///
/// @param paths no two of them overlap
public record Projection(List<Path> paths) {
    public Projection {
        paths = List.copyOf(paths);
    }

    /// The parts that are there; of lists the elements named, close together in their order.
    public Item of(Item item) {
        return new Selection(paths).of(item);
    }

    /// The attributes that the paths begin with.
    public Set<String> attributes() {
        Set<String> attributes = new LinkedHashSet<>();
        paths.forEach(path -> attributes.add(path.attribute()));
        return attributes;
    }
}
