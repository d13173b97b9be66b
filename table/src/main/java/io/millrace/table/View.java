package io.millrace.table;

import io.millrace.table.value.AttributeValue;
import io.millrace.table.value.Item;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a query or a scan goes through: the rows of a table or of one of its indexes.
///
/// @param table key schema of the table
/// @param keys key schema of what is gone through
/// @param shown attributes that items are shown with; null for all
record View(KeySchema table, KeySchema keys, Tree<Row> rows, @Nullable Set<String> shown) {
    static View of(Table table) {
        KeySchema schema = table.definition().keys();
        return new View(schema, schema, table.content().rows(), null);
    }

    /// @param whole whether items come with attributes that the index does not hold
    static View of(Table table, IndexDefinition index, IndexRows rows, boolean whole) {
        KeySchema schema = table.definition().keys();
        boolean all = whole || index.projection().type() == ProjectionType.ALL;
        Set<String> shown = null;
        if (!all) {
            shown = names(schema, index.keys());
            shown.addAll(index.projection().included());
        }
        return new View(schema, index.keys(), rows.rows(), shown);
    }

    private static Set<String> names(KeySchema first, KeySchema second) {
        Set<String> names = new LinkedHashSet<>();
        first.attributes().forEach(attribute -> names.add(attribute.name()));
        second.attributes().forEach(attribute -> names.add(attribute.name()));
        return names;
    }

    /// An item as it is shown.
    Item shown(Item item) {
        return shown == null ? item : only(item, shown);
    }

    /// What names an item: the keys of table and index.
    Item keyOf(Item item) {
        return only(item, names(table, keys));
    }

    private static Item only(Item item, Set<String> names) {
        SortedMap<String, AttributeValue> left = new TreeMap<>();
        for (String name : names) {
            AttributeValue value = item.get(name);
            if (value != null) {
                left.put(name, value);
            }
        }
        return new Item(left);
    }

    /// Key bytes of the row that a starting key names.
    ///
    /// @return null if there is none
    /// @throws TableException if it does not fit the keys
    byte @Nullable [] start(@Nullable Item key) {
        if (key == null) {
            return null;
        }
        boolean fits =
                key.attributes().keySet().equals(names(table, keys))
                        && KeyRules.belongs(table, key::get)
                        && KeyRules.belongs(keys, key::get);
        if (!fits) {
            throw KeyRules.refused("The provided starting key is invalid");
        }
        byte[] row = KeyLayout.key(table, key::get, new byte[0]);
        return table.equals(keys) ? row : KeyLayout.key(keys, key::get, row);
    }
}
