package io.millrace.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Everything about a table but its items. Immutable.
///
/// @param id a UUID
/// @param expiry attribute that says when an item expires; null if none does
record TableDefinition(
        TableKey key,
        String id,
        long createdMillis,
        KeySchema keys,
        List<IndexDefinition> indexes,
        TableOptions options,
        SortedMap<String, String> tags,
        @Nullable String expiry,
        BackupSettings backups) {
    TableDefinition {
        indexes = List.copyOf(indexes);
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    }

    @Nullable IndexDefinition index(String name) {
        for (IndexDefinition index : indexes) {
            if (index.name().equals(name)) {
                return index;
            }
        }
        return null;
    }

    /// Type of an attribute that is part of a key; null if it is part of none.
    @Nullable KeyType typeOf(String attribute) {
        List<KeyAttribute> all = new ArrayList<>(keys.attributes());
        indexes.forEach(index -> all.addAll(index.keys().attributes()));
        for (KeyAttribute each : all) {
            if (each.name().equals(attribute)) {
                return each.type();
            }
        }
        return null;
    }

    TableDefinition with(List<IndexDefinition> others) {
        return new TableDefinition(
                key, id, createdMillis, keys, others, options, tags, expiry, backups);
    }

    TableDefinition with(TableOptions others) {
        return new TableDefinition(
                key, id, createdMillis, keys, indexes, others, tags, expiry, backups);
    }

    TableDefinition with(SortedMap<String, String> others) {
        return new TableDefinition(
                key, id, createdMillis, keys, indexes, options, others, expiry, backups);
    }

    TableDefinition expiring(@Nullable String attribute) {
        return new TableDefinition(
                key, id, createdMillis, keys, indexes, options, tags, attribute, backups);
    }

    TableDefinition with(BackupSettings others) {
        return new TableDefinition(
                key, id, createdMillis, keys, indexes, options, tags, expiry, others);
    }
}
