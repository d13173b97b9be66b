package io.millrace.table;

import org.jspecify.annotations.Nullable;

/// All tables at one moment. Immutable.
///
/// @param held bytes of the heap that rows and indexes take
/// @param hash sum of the tables' hashes
record Tables(Tree<Table> byKey, long held, long hash) {
    static final Tables NONE = new Tables(Tree.empty(), 0, 0);

    @Nullable Table find(TableKey key) {
        return byKey.get(Table.keyOf(key));
    }

    /// A table for an operation on its items.
    ///
    /// @throws TableException if there is none
    Table require(TableKey key) {
        Table table = find(key);
        if (table == null) {
            throw new TableException(TableError.RESOURCE_NOT_FOUND, "Requested resource not found");
        }
        return table;
    }

    /// A table for an operation on the table.
    ///
    /// @throws TableException if there is none
    Table requireNamed(TableKey key) {
        Table table = find(key);
        if (table == null) {
            throw new TableException(
                    TableError.RESOURCE_NOT_FOUND,
                    "Requested resource not found: Table: " + key.name() + " not found");
        }
        return table;
    }

    /// With a table more, or in the place of the one that has its name.
    Tables with(Table table) {
        Table before = byKey.get(table.key());
        if (before == table) {
            return this;
        }
        return new Tables(
                byKey.with(table),
                held + table.held() - (before == null ? 0 : before.held()),
                hash + table.hash() - (before == null ? 0 : before.hash()));
    }

    Tables without(Table table) {
        return new Tables(byKey.without(table.key()), held - table.held(), hash - table.hash());
    }
}
