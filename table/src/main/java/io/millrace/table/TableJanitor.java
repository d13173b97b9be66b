package io.millrace.table;

import io.millrace.table.value.Octets;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Deletes items whose time has passed. What it proposes is harmless if proposed twice: when it is
/// applied, the item is asked again.
///
/// One thread calls {@link #step()}; it does not block.
final class TableJanitor {
    /// Short, since applying a command stops all others.
    private static final int MAX_KEYS = 200;

    private static final long REST_MILLIS = 1_000;

    private final TableMachine machine;
    private final TableProposer proposer;
    private final InstantSource clock;
    private final Set<TableKey> underWay = ConcurrentHashMap.newKeySet();
    private long lastMillis;

    TableJanitor(TableMachine machine, TableProposer proposer, InstantSource clock) {
        this.machine = machine;
        this.proposer = proposer;
        this.clock = clock;
    }

    /// Does what is due now.
    ///
    /// @return milliseconds until the next call is wanted
    long step() {
        long nowMillis = clock.millis();
        long sinceMillis = nowMillis - lastMillis;
        // A clock that was set back must not put expiry off.
        if (sinceMillis >= 0 && sinceMillis < REST_MILLIS) {
            return REST_MILLIS - sinceMillis;
        }
        boolean more = false;
        Tree.Cursor<Table> tables = machine.tables().byKey().all();
        for (Table table = tables.next(); table != null; table = tables.next()) {
            more |= expire(table, nowMillis);
        }
        if (!more) {
            lastMillis = nowMillis;
        }
        return more ? 1 : REST_MILLIS;
    }

    /// @return whether more is due than one command takes
    private boolean expire(Table table, long nowMillis) {
        String attribute = table.definition().expiry();
        IndexRows index = table.content().expiry();
        TableKey key = table.definition().key();
        if (attribute == null || index == null || underWay.contains(key)) {
            return false;
        }
        List<Octets> due = due(index, nowMillis / 1000);
        if (due.isEmpty()) {
            return false;
        }
        underWay.add(key);
        var _ =
                proposer.propose(new Command.ExpireItems(key, attribute, nowMillis, due))
                        .whenComplete((_, _) -> underWay.remove(key));
        return due.size() == MAX_KEYS;
    }

    /// Keys of rows whose second has come and is not too long ago.
    private static List<Octets> due(IndexRows index, long second) {
        byte[] from = bytes(Math.max(1, second - TableMachine.MAX_LATE_SECONDS + 1));
        Span span = new Span(from, bytes(second + 1));
        Tree.Cursor<Row> rows = span.in(index.rows(), null, true);
        List<Octets> due = new ArrayList<>();
        Row row = rows.next();
        while (row != null && span.holds(row.key()) && due.size() < MAX_KEYS) {
            byte[] entry = row.key();
            due.add(Octets.wrap(Arrays.copyOfRange(entry, Long.BYTES, entry.length)));
            row = rows.next();
        }
        return due;
    }

    private static byte[] bytes(long second) {
        return ByteBuffer.allocate(Long.BYTES).putLong(second).array();
    }
}
