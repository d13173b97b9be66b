package io.millrace.table;

import io.millrace.table.value.Item;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// The operations on tables, for callers that have checked names, numbers and shapes of what they
/// pass; what depends on the state or on a table's keys is checked here.
///
/// Safe for use by many threads. Writes return when they are durable and applied; they block and
/// belong on a virtual thread. Reads see every write that has returned and wait for none. Refusals
/// are {@link TableException}s with AWS's text.
public final class TableEngine {
    private final TableControl tables;
    private final ItemWriter writer;
    private final ItemReader reader;

    TableEngine(TableControl tables, ItemWriter writer, ItemReader reader) {
        this.tables = tables;
        this.writer = writer;
        this.reader = reader;
    }

    /// CreateTable. The table is ACTIVE on return.
    public TableView create(NewTable request) {
        return tables.create(request);
    }

    /// UpdateTable. Everything is done on return.
    public TableView update(TableChange request) {
        return tables.update(request);
    }

    /// DeleteTable.
    ///
    /// @return the table as it last was
    public TableView delete(TableKey table) {
        return tables.delete(table);
    }

    /// DescribeTable.
    public TableView describe(TableKey table) {
        return tables.describe(table);
    }

    /// ListTables.
    ///
    /// @param after tables whose names follow it only; null for all
    /// @param limit page size, from 1
    public TableNames list(String account, String region, @Nullable String after, int limit) {
        return tables.list(account, region, after, limit);
    }

    /// UpdateTimeToLive.
    public void setTimeToLive(TableKey table, String attribute, boolean enabled) {
        tables.setTimeToLive(table, attribute, enabled);
    }

    /// DescribeTimeToLive; null if items do not expire.
    public @Nullable TimeToLive timeToLive(TableKey table) {
        return tables.timeToLive(table);
    }

    /// UpdateContinuousBackups.
    ///
    /// @param recoveryDays 1 to 35; null to leave it as it is
    public BackupSettings setBackups(
            TableKey table, boolean enabled, @Nullable Integer recoveryDays) {
        return tables.setBackups(table, enabled, recoveryDays);
    }

    /// DescribeContinuousBackups.
    public BackupSettings backups(TableKey table) {
        return tables.backups(table);
    }

    /// TagResource.
    public void tag(TableKey table, Map<String, String> tags) {
        tables.tag(table, tags);
    }

    /// UntagResource; unknown keys do no harm.
    public void untag(TableKey table, List<String> keys) {
        tables.untag(table, keys);
    }

    /// ListTagsOfResource, by key.
    public SortedMap<String, String> tags(TableKey table) {
        return tables.tags(table);
    }

    /// PutItem, UpdateItem, DeleteItem.
    public Written write(Action action) {
        return writer.write(action);
    }

    /// BatchWriteItem: several writes without conditions, none of them twice on one item. All are
    /// checked before any is done; each is done by itself.
    public void writeAll(List<Action> actions) {
        writer.writeAll(actions);
    }

    /// TransactWriteItems: all or nothing.
    ///
    /// @param actions 1 to 100, none of them twice on one item
    /// @param token ClientRequestToken; the same call with it does nothing for ten minutes
    /// @return what each action did; empty if the token was seen before
    public List<Written> transact(
            String account, String region, List<Action> actions, @Nullable String token) {
        return writer.transact(account, region, actions, token);
    }

    /// GetItem.
    ///
    /// @return null if there is none
    public @Nullable Item get(Read read) {
        return reader.get(read);
    }

    /// BatchGetItem, TransactGetItems: several items as they were at one moment.
    ///
    /// @return in the order of the reads, null for those there are not
    public List<@Nullable Item> readAll(List<Read> reads) {
        return reader.readAll(reads);
    }

    /// Query.
    public ItemPage query(QueryCall call) {
        return reader.query(call);
    }

    /// Scan.
    public ItemPage scan(ScanCall call) {
        return reader.scan(call);
    }
}
