package io.millrace.table;

import io.millrace.log.StateMachine;
import io.millrace.table.value.Octets;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The deterministic fold of commands into {@link Tables}.
///
/// What readers see is replaced as a whole by each command, so they see every command entirely or
/// not at all, and wait for nothing.
final class TableMachine implements StateMachine<TableOutcome> {
    /// TTL does not reach further back, by DynamoDB's rule: five years.
    static final long MAX_LATE_SECONDS = 5L * 365 * 24 * 3600;

    private static final String CANCELLED =
            "Transaction cancelled, please refer cancellation reasons for specific reasons ";

    private volatile Tables tables = Tables.NONE;
    private volatile long tokenHeld;
    private volatile long tokenHash;
    private final Tokens tokens = new Tokens();

    /// All tables as they are now.
    Tables tables() {
        return tables;
    }

    /// Bytes of the heap that everything takes, about.
    long held() {
        return tables.held() + tokenHeld;
    }

    /// Equal states have equal hashes.
    long stateHash() {
        return Fingerprint.mix(tables.hash() + Fingerprint.mix(tokenHash));
    }

    @Override
    public TableOutcome apply(long index, ByteBuffer bytes) {
        Command command;
        try {
            command = CommandCodec.decode(bytes);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "cannot apply command " + index + ": " + e.getMessage(), e);
        }
        try {
            return apply(command);
        } catch (TableException e) {
            return new TableOutcome.Refused(e);
        }
    }

    private TableOutcome apply(Command command) {
        Tables before = tables;
        return switch (command) {
            case Command.CreateTable c -> define(TableRules.create(before, c));
            case Command.UpdateTable c -> define(TableRules.update(before, c));
            case Command.DeleteTable c -> define(TableRules.delete(before, c));
            case Command.SetTimeToLive c -> define(TableRules.expire(before, c));
            case Command.SetBackups c -> define(TableRules.back(before, c));
            case Command.AddTags c -> define(TableRules.tag(before, c));
            case Command.RemoveTags c -> define(TableRules.untag(before, c));
            case Command.Write c -> {
                ItemRules.Result done =
                        ItemRules.apply(before, c.action(), c.memoryBytes() - tokens.held());
                tables = done.after();
                yield new TableOutcome.Wrote(List.of(done.change()));
            }
            case Command.Transaction c -> transact(c);
            case Command.ExpireItems c -> expire(before, c);
        };
    }

    private TableOutcome define(TableRules.Result result) {
        tables = result.after();
        return new TableOutcome.Defined(result.table());
    }

    private TableOutcome transact(Command.Transaction command) {
        tokens.expire(command.atMillis());
        noteTokens();
        String token = command.token();
        String scope = command.account() + "/" + command.region();
        long request = token == null ? 0 : Fingerprint.of(CommandCodec.actions(command));
        Tokens.Entry seen = token == null ? null : tokens.find(scope, token);
        if (seen != null) {
            if (seen.request() != request) {
                throw new TableException(
                        TableError.IDEMPOTENT_PARAMETER_MISMATCH,
                        "The provided client token was used with other parameters");
            }
            return new TableOutcome.Wrote(List.of());
        }
        Tables draft = tables;
        requireDistinct(draft, command.actions());
        List<CancellationReason> reasons = new ArrayList<>();
        List<TableOutcome.Change> changes = new ArrayList<>();
        for (Action action : command.actions()) {
            try {
                ItemRules.Result done =
                        ItemRules.apply(draft, action, command.memoryBytes() - tokens.held());
                draft = done.after();
                changes.add(done.change());
                reasons.add(CancellationReason.NONE);
            } catch (TableException e) {
                reasons.add(reason(e));
            }
        }
        if (changes.size() < reasons.size()) {
            throw cancelled(reasons);
        }
        if (token != null) {
            tokens.add(new Tokens.Entry(scope, token, request, command.atMillis()));
        }
        noteTokens();
        tables = draft;
        return new TableOutcome.Wrote(changes);
    }

    private void noteTokens() {
        tokenHeld = tokens.held();
        tokenHash = tokens.hash();
    }

    /// @throws TableException if a table is missing, or an item is named twice
    private static void requireDistinct(Tables state, List<Action> actions) {
        Set<Octets> rows = new HashSet<>();
        for (Action action : actions) {
            Table table = state.require(action.table());
            byte[] key;
            try {
                key = ItemRules.keyOf(table.definition(), action);
            } catch (TableException _) {
                // It becomes the reason of this action.
                continue;
            }
            byte[] row = new byte[table.key().length + key.length];
            System.arraycopy(table.key(), 0, row, 0, table.key().length);
            System.arraycopy(key, 0, row, table.key().length, key.length);
            if (!rows.add(Octets.wrap(row))) {
                throw KeyRules.refused(
                        "Transaction request cannot include multiple operations on one item");
            }
        }
    }

    private static CancellationReason reason(TableException refusal) {
        return new CancellationReason(refusal.error().reasonCode(), refusal.text(), refusal.item());
    }

    private static TableException cancelled(List<CancellationReason> reasons) {
        List<String> codes = reasons.stream().map(CancellationReason::code).toList();
        return new TableException(
                TableError.TRANSACTION_CANCELED, CANCELLED + codes, null, reasons);
    }

    private TableOutcome expire(Tables before, Command.ExpireItems command) {
        Table table = before.find(command.table());
        if (table == null || !command.attribute().equals(table.definition().expiry())) {
            return new TableOutcome.Done();
        }
        Indexing.Expiry expiry = new Indexing.Expiry(command.attribute());
        long second = command.atMillis() / 1000;
        for (Octets key : command.keys()) {
            Row row = table.get(key.array());
            long due = row == null ? 0 : expiry.secondOf(row);
            if (due > second - MAX_LATE_SECONDS && due <= second && due > 0) {
                table = table.changed(row, null);
            }
        }
        tables = before.with(table);
        return new TableOutcome.Done();
    }

    @Override
    public void snapshot(OutputStream target) throws IOException {
        freeze().writeTo(target);
    }

    @Override
    public Frozen freeze() {
        Tables state = tables;
        List<Tokens.Entry> kept = tokens.all();
        long hash = stateHash();
        return target -> SnapshotCodec.write(target, state, kept, hash);
    }

    @Override
    public void restore(InputStream snapshot) throws IOException {
        SnapshotCodec.State read = SnapshotCodec.read(snapshot);
        tables = read.tables();
        tokens.replace(read.tokens());
        noteTokens();
        if (stateHash() != read.hash()) {
            throw new IOException(
                    "the snapshot of tables decodes to another state than was written: its hash is "
                            + Long.toHexString(stateHash())
                            + ", not "
                            + Long.toHexString(read.hash()));
        }
    }
}
