package io.millrace.table;

import io.millrace.table.expression.Condition;
import io.millrace.table.expression.ExpressionException;
import io.millrace.table.expression.KeyCondition;
import io.millrace.table.value.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The operations that read items: from the tables as they were at one moment, without waiting.
final class ItemReader {
    /// DynamoDB's limit of a page.
    static final long MAX_PAGE_BYTES = 1 << 20;

    private final TableMachine machine;

    ItemReader(TableMachine machine) {
        this.machine = machine;
    }

    List<@Nullable Item> readAll(List<Read> reads) {
        Tables tables = machine.tables();
        List<@Nullable Item> items = new ArrayList<>();
        for (Read read : reads) {
            items.add(get(tables, read));
        }
        return items;
    }

    @Nullable Item get(Read read) {
        return get(machine.tables(), read);
    }

    private static @Nullable Item get(Tables tables, Read read) {
        Table table = tables.require(read.table());
        KeySchema schema = table.definition().keys();
        KeyRules.requireKey(schema, read.key());
        Row row = table.get(KeyLayout.key(schema, read.key()::get, new byte[0]));
        return row == null ? null : row.item();
    }

    ItemPage query(QueryCall call) {
        View view = view(call.table(), call.index(), call.consistent(), call.whole());
        Span span = span(view.keys(), call.keys());
        requireNoKey(view.keys(), call.filter());
        byte[] after = view.start(call.startAfter());
        if (after != null && !span.holds(after)) {
            throw KeyRules.refused(
                    "The provided starting key is outside query boundaries based on provided"
                            + " conditions");
        }
        return page(
                view,
                span,
                span.in(view.rows(), after, call.forward()),
                new Wanted(call.filter(), call.limit()));
    }

    ItemPage scan(ScanCall call) {
        View view = view(call.table(), call.index(), call.consistent(), call.whole());
        Span span = KeyLayout.segment(call.segment(), call.segments());
        byte[] after = view.start(call.startAfter());
        if (after != null && !span.holds(after)) {
            throw KeyRules.refused(
                    "The provided starting key is invalid: Invalid ExclusiveStartKey. Please use"
                            + " ExclusiveStartKey with correct Segment. TotalSegments: "
                            + call.segments()
                            + " Segment: "
                            + call.segment());
        }
        return page(
                view,
                span,
                span.in(view.rows(), after, true),
                new Wanted(call.filter(), call.limit()));
    }

    private View view(TableKey key, @Nullable String name, boolean consistent, boolean whole) {
        Table table = machine.tables().require(key);
        if (name == null) {
            return View.of(table);
        }
        IndexRows index = table.index(name);
        IndexDefinition definition = table.definition().index(name);
        if (index == null || definition == null) {
            throw KeyRules.refused("The table does not have the specified index: " + name);
        }
        if (consistent && !definition.local()) {
            throw KeyRules.refused(
                    "Consistent reads are not supported on global secondary indexes");
        }
        return View.of(table, definition, index, whole && definition.local());
    }

    private static Span span(KeySchema schema, KeyCondition condition) {
        KeyAttribute range = schema.range();
        try {
            return KeyLayout.span(
                    condition.on(key(schema.hash()), range == null ? null : key(range)));
        } catch (ExpressionException e) {
            throw KeyRules.refused(e.text());
        }
    }

    private static void requireNoKey(KeySchema schema, @Nullable Condition filter) {
        for (String attribute : filter == null ? Set.<String>of() : filter.attributes()) {
            if (schema.has(attribute)) {
                throw KeyRules.refused(
                        "Filter Expression can only contain non-primary key attributes: Primary key"
                                + " attribute: "
                                + attribute);
            }
        }
    }

    private static KeyCondition.Key key(KeyAttribute attribute) {
        return new KeyCondition.Key(attribute.name(), attribute.type().name());
    }

    /// What is wanted of the rows of a page.
    private record Wanted(@Nullable Condition filter, int limit) {
        boolean passes(Item item) {
            return filter == null || filter.holds(item);
        }
    }

    private static ItemPage page(View view, Span span, Tree.Cursor<Row> rows, Wanted wanted) {
        List<Item> items = new ArrayList<>();
        int scanned = 0;
        long bytes = 0;
        for (Row row = rows.next(); row != null && span.holds(row.key()); row = rows.next()) {
            Item whole = row.item();
            Item shown = view.shown(whole);
            scanned++;
            bytes += shown.bytes();
            if (wanted.passes(shown)) {
                items.add(shown);
            }
            if (scanned == wanted.limit() || bytes >= MAX_PAGE_BYTES) {
                return new ItemPage(items, scanned, bytes, view.keyOf(whole));
            }
        }
        return new ItemPage(items, scanned, bytes, null);
    }
}
