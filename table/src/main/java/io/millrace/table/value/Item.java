package io.millrace.table.value;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Attributes by name. Immutable.
///
/// @param attributes in the order of their names
public record Item(SortedMap<String, AttributeValue> attributes) {
    /// No attributes: also what conditions see where there is no item.
    public static final Item EMPTY = new Item(new TreeMap<>());

    public Item {
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }

    /// An item of these attributes.
    public static Item of(Map<String, AttributeValue> attributes) {
        return new Item(new TreeMap<>(attributes));
    }

    /// An attribute's value, or null if there is none.
    public @Nullable AttributeValue get(String name) {
        return attributes.get(name);
    }

    /// This item with another value of an attribute.
    public Item with(String name, AttributeValue value) {
        SortedMap<String, AttributeValue> changed = new TreeMap<>(attributes);
        changed.put(name, value);
        return new Item(changed);
    }

    /// This item without an attribute.
    public Item without(String name) {
        SortedMap<String, AttributeValue> changed = new TreeMap<>(attributes);
        changed.remove(name);
        return new Item(changed);
    }

    public boolean isEmpty() {
        return attributes.isEmpty();
    }

    /// Size by DynamoDB's rule, in bytes: names and values. At most 409,600 in a table, which is
    /// the table's business.
    public long bytes() {
        return ItemSize.of(attributes);
    }
}
