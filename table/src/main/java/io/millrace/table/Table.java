package io.millrace.table;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A table with its items at one moment. Immutable.
final class Table implements Keyed {
    private final byte[] key;
    private final TableDefinition definition;
    private final long definitionHash;
    private final Content content;

    /// Rows and sums over them.
    ///
    /// @param secondary in the order of the definition
    /// @param expiry null if nothing expires
    /// @param bytes of the encoded items
    /// @param held bytes of the heap that the rows take, without indexes
    /// @param hash sum of the rows' hashes
    record Content(
            Tree<Row> rows,
            List<IndexRows> secondary,
            @Nullable IndexRows expiry,
            long bytes,
            long held,
            long hash) {}

    private Table(byte[] key, TableDefinition definition, long definitionHash, Content content) {
        this.key = key;
        this.definition = definition;
        this.definitionHash = definitionHash;
        this.content = content;
    }

    /// A table of rows that were read from a snapshot, or of none.
    ///
    /// @param bytes sum of the sizes of the encoded items
    /// @param held sum of what the rows take
    /// @param hash sum of the rows' hashes, made with {@link #seed}
    static Table of(TableDefinition definition, Tree<Row> rows, long bytes, long held, long hash) {
        List<IndexRows> secondary = new ArrayList<>();
        for (IndexDefinition index : definition.indexes()) {
            secondary.add(IndexRows.of(new Indexing.Secondary(index), rows));
        }
        return new Table(
                keyOf(definition.key()),
                definition,
                hashOf(definition),
                new Content(rows, secondary, expiry(definition, rows), bytes, held, hash));
    }

    private static @Nullable IndexRows expiry(TableDefinition definition, Tree<Row> rows) {
        String attribute = definition.expiry();
        return attribute == null ? null : IndexRows.of(new Indexing.Expiry(attribute), rows);
    }

    private static long hashOf(TableDefinition definition) {
        return Fingerprint.of(DefinitionCodec.encode(definition));
    }

    /// Place in the order of account, region and name.
    static byte[] keyOf(TableKey name) {
        byte[] within = keyOf(name.account(), name.region());
        byte[] last = name.name().getBytes(StandardCharsets.UTF_8);
        byte[] key = Arrays.copyOf(within, within.length + last.length);
        System.arraycopy(last, 0, key, within.length, last.length);
        return key;
    }

    /// What the keys of all tables of an account and region begin with.
    static byte[] keyOf(String account, String region) {
        return (account + "\0" + region + "\0").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] key() {
        return key;
    }

    TableDefinition definition() {
        return definition;
    }

    Content content() {
        return content;
    }

    @Nullable Row get(byte[] rowKey) {
        return content.rows.get(rowKey);
    }

    /// The rows of an index; null if there is none of that name.
    @Nullable IndexRows index(String name) {
        List<IndexDefinition> indexes = definition.indexes();
        for (int i = 0; i < indexes.size(); i++) {
            if (indexes.get(i).name().equals(name)) {
                return content.secondary.get(i);
            }
        }
        return null;
    }

    /// Goes into the hash of each row, so that a row is not the same in another table.
    static long seed(TableDefinition definition) {
        return Fingerprint.of(definition.id().getBytes(StandardCharsets.UTF_8));
    }

    /// After a change of one row; both have the same key.
    ///
    /// @param before null if there was none
    /// @param after null if there is none
    Table changed(@Nullable Row before, @Nullable Row after) {
        if (before == after) {
            return this;
        }
        long seed = seed(definition);
        Tree<Row> rows = content.rows;
        long bytes = content.bytes;
        long held = content.held;
        long hash = content.hash;
        if (before != null) {
            rows = after == null ? rows.without(before.key()) : rows;
            bytes -= before.bytes().length;
            held -= before.held();
            hash -= before.hash(seed);
        }
        if (after != null) {
            rows = rows.with(after);
            bytes += after.bytes().length;
            held += after.held();
            hash += after.hash(seed);
        }
        List<IndexRows> secondary = content.secondary;
        if (!secondary.isEmpty()) {
            secondary = secondary.stream().map(index -> index.changed(before, after)).toList();
        }
        IndexRows expiry = content.expiry == null ? null : content.expiry.changed(before, after);
        return new Table(
                key,
                definition,
                definitionHash,
                new Content(rows, secondary, expiry, bytes, held, hash));
    }

    /// The same items under another definition; indexes that are new are built.
    Table under(TableDefinition other) {
        List<IndexRows> secondary = new ArrayList<>();
        for (IndexDefinition index : other.indexes()) {
            Indexing by = new Indexing.Secondary(index);
            IndexRows known = index(index.name());
            secondary.add(
                    known == null
                            ? IndexRows.of(by, content.rows)
                            : new IndexRows(by, known.rows(), known.bytes(), known.held()));
        }
        String attribute = other.expiry();
        boolean same = attribute != null && attribute.equals(definition.expiry());
        return new Table(
                key,
                other,
                hashOf(other),
                new Content(
                        content.rows,
                        secondary,
                        same ? content.expiry : expiry(other, content.rows),
                        content.bytes,
                        content.held,
                        content.hash));
    }

    /// Bytes of the heap that rows and indexes take.
    long held() {
        long held = content.held + (content.expiry == null ? 0 : content.expiry.held());
        for (IndexRows index : content.secondary) {
            held += index.held();
        }
        return held;
    }

    /// Equal tables have equal hashes.
    long hash() {
        return definitionHash + content.hash;
    }

    /// What a caller is shown.
    TableView view() {
        List<IndexView> indexes = new ArrayList<>();
        for (int i = 0; i < definition.indexes().size(); i++) {
            IndexRows rows = content.secondary.get(i);
            indexes.add(
                    new IndexView(definition.indexes().get(i), rows.rows().size(), rows.bytes()));
        }
        return new TableView(
                definition.key(),
                definition.id(),
                definition.createdMillis(),
                definition.keys(),
                definition.options(),
                indexes,
                content.rows.size(),
                content.bytes);
    }
}
