package io.millrace.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows of one index. Immutable.
///
/// @param bytes of the items in it
/// @param held bytes of the heap it takes, the items left out
record IndexRows(Indexing by, Tree<Row> rows, long bytes, long held) {
    /// An index of the rows there are.
    static IndexRows of(Indexing by, Tree<Row> table) {
        List<Row> found = new ArrayList<>();
        long bytes = 0;
        long held = 0;
        Tree.Cursor<Row> all = table.all();
        for (Row row = all.next(); row != null; row = all.next()) {
            byte[] key = by.keyOf(row);
            if (key != null) {
                Row entry = row.under(key);
                found.add(entry);
                bytes += entry.bytes().length;
                held += entry.heldInIndex();
            }
        }
        found.sort(Comparator.comparing(Row::key, Arrays::compareUnsigned));
        Tree.Builder<Row> builder = new Tree.Builder<>();
        found.forEach(builder::add);
        return new IndexRows(by, builder.build(), bytes, held);
    }

    /// After a change of one row of the table.
    ///
    /// @param before null if there was none
    /// @param after null if there is none
    IndexRows changed(@Nullable Row before, @Nullable Row after) {
        byte[] oldKey = before == null ? null : by.keyOf(before);
        byte[] newKey = after == null ? null : by.keyOf(after);
        Tree<Row> changed = rows;
        long bytesAfter = bytes;
        long heldAfter = held;
        if (before != null && oldKey != null) {
            Row entry = before.under(oldKey);
            bytesAfter -= entry.bytes().length;
            heldAfter -= entry.heldInIndex();
            if (!Arrays.equals(oldKey, newKey)) {
                changed = changed.without(oldKey);
            }
        }
        if (after != null && newKey != null) {
            Row entry = after.under(newKey);
            bytesAfter += entry.bytes().length;
            heldAfter += entry.heldInIndex();
            changed = changed.with(entry);
        }
        return new IndexRows(by, changed, bytesAfter, heldAfter);
    }
}
