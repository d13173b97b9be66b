package io.millrace.table;

import io.millrace.table.value.Packer;
import io.millrace.table.value.Unpacker;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/// A snapshot of all tables, row by row, with the state hash at its end as a check; indexes are
/// built anew. The bytes are drawn in `docs/format/tables-v1.md`.
final class SnapshotCodec {
    /// "MRTB" in ASCII.
    private static final int MAGIC = 0x4d525442;

    private static final int VERSION = 1;
    private static final int BUFFER_BYTES = 64 << 10;

    /// More than an item of 400 KB takes, encoded.
    private static final int MAX_ROW_BYTES = 4 << 20;

    private SnapshotCodec() {}

    /// What a snapshot says.
    record State(Tables tables, List<Tokens.Entry> tokens, long hash) {}

    static void write(OutputStream target, Tables tables, List<Tokens.Entry> tokens, long hash)
            throws IOException {
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(target, BUFFER_BYTES));
        out.writeInt(MAGIC);
        out.writeShort(VERSION);
        byte[] packed = new Packer().list(tokens, SnapshotCodec::write).bytes();
        out.writeInt(packed.length);
        out.write(packed);
        out.writeInt(Math.toIntExact(tables.byKey().size()));
        Tree.Cursor<Table> all = tables.byKey().all();
        for (Table table = all.next(); table != null; table = all.next()) {
            write(out, table);
        }
        out.writeLong(hash);
        out.flush();
    }

    private static void write(Packer to, Tokens.Entry entry) {
        to.text(entry.scope()).text(entry.token()).number(entry.request()).number(entry.atMillis());
    }

    private static void write(DataOutputStream out, Table table) throws IOException {
        byte[] definition = DefinitionCodec.encode(table.definition());
        out.writeInt(definition.length);
        out.write(definition);
        Tree<Row> rows = table.content().rows();
        out.writeLong(rows.size());
        Tree.Cursor<Row> all = rows.all();
        for (Row row = all.next(); row != null; row = all.next()) {
            out.writeShort(row.key().length);
            out.writeInt(row.bytes().length);
            out.write(row.key());
            out.write(row.bytes());
        }
    }

    static State read(InputStream snapshot) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(snapshot, BUFFER_BYTES));
        int magic = in.readInt();
        int version = in.readUnsignedShort();
        if (magic != MAGIC || version != VERSION) {
            throw new IOException(
                    "not a snapshot of tables of version "
                            + VERSION
                            + ": it starts with "
                            + Integer.toHexString(magic)
                            + " and version "
                            + version);
        }
        try {
            Unpacker packed = packed(in);
            List<Tokens.Entry> tokens = packed.list(SnapshotCodec::readToken);
            packed.end();
            Tables tables = Tables.NONE;
            for (int left = in.readInt(); left > 0; left--) {
                tables = tables.with(readTable(in));
            }
            return new State(tables, tokens, in.readLong());
        } catch (IllegalArgumentException e) {
            throw new IOException("the snapshot of tables does not decode: " + e.getMessage(), e);
        }
    }

    private static Tokens.Entry readToken(Unpacker from) {
        return new Tokens.Entry(from.text(), from.text(), from.number(), from.number());
    }

    private static Unpacker packed(DataInputStream in) throws IOException {
        return new Unpacker(ByteBuffer.wrap(bytes(in, in.readInt())));
    }

    private static byte[] bytes(DataInputStream in, int length) throws IOException {
        byte[] bytes = length < 0 ? new byte[0] : in.readNBytes(length);
        if (bytes.length != length) {
            throw new EOFException("the snapshot of tables ends within a row");
        }
        return bytes;
    }

    private static byte[] row(DataInputStream in, int length) throws IOException {
        if (length < 0 || length > MAX_ROW_BYTES) {
            throw new IOException("the snapshot of tables has a row of " + length + " bytes");
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }

    private static Table readTable(DataInputStream in) throws IOException {
        Unpacker packed = packed(in);
        TableDefinition definition = DefinitionCodec.readTable(packed);
        packed.end();
        long seed = Table.seed(definition);
        Tree.Builder<Row> rows = new Tree.Builder<>();
        long bytes = 0;
        long held = 0;
        long hash = 0;
        byte[] last = new byte[0];
        // One call for both numbers, which come a million times.
        ByteBuffer lengths = ByteBuffer.allocate(Short.BYTES + Integer.BYTES);
        for (long left = in.readLong(); left > 0; left--) {
            in.readFully(lengths.array());
            Row row = new Row(row(in, lengths.getShort(0) & 0xffff), row(in, lengths.getInt(2)));
            if (Arrays.compareUnsigned(last, row.key()) >= 0) {
                throw new IllegalArgumentException("rows out of order");
            }
            last = row.key();
            rows.add(row);
            bytes += row.bytes().length;
            held += row.held();
            hash += row.hash(seed);
        }
        return Table.of(definition, rows.build(), bytes, held, hash);
    }
}
