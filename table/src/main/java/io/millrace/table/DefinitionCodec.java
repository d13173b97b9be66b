package io.millrace.table;

import io.millrace.table.value.Packer;
import io.millrace.table.value.Unpacker;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Encodes what is known of a table besides its items.
final class DefinitionCodec {
    private static final List<KeyType> KEY_TYPES = List.of(KeyType.S, KeyType.N, KeyType.B);
    static final List<BillingMode> BILLING =
            List.of(BillingMode.PROVISIONED, BillingMode.PAY_PER_REQUEST);
    private static final List<ProjectionType> PROJECTIONS =
            List.of(ProjectionType.KEYS_ONLY, ProjectionType.INCLUDE, ProjectionType.ALL);

    private DefinitionCodec() {}

    static byte[] encode(TableDefinition table) {
        Packer to = new Packer();
        write(to, table);
        return to.bytes();
    }

    static void write(Packer to, TableDefinition table) {
        write(to, table.key());
        to.text(table.id()).number(table.createdMillis());
        write(to, table.keys());
        to.list(table.indexes(), DefinitionCodec::write);
        write(to, table.options());
        write(to, table.tags());
        to.optional(table.expiry(), Packer::text);
        BackupSettings backups = table.backups();
        to.octet(backups.enabled() ? 1 : 0)
                .number(backups.sinceMillis())
                .number(backups.recoveryDays());
    }

    static TableDefinition readTable(Unpacker from) {
        return new TableDefinition(
                readKey(from),
                from.text(),
                from.number(),
                readSchema(from),
                from.list(DefinitionCodec::readIndex),
                readOptions(from),
                readTags(from),
                from.optional(Unpacker::text),
                new BackupSettings(readFlag(from), from.number(), from.small()));
    }

    static void write(Packer to, TableKey key) {
        to.text(key.account()).text(key.region()).text(key.name());
    }

    static TableKey readKey(Unpacker from) {
        return new TableKey(from.text(), from.text(), from.text());
    }

    private static void write(Packer to, KeyAttribute attribute) {
        to.text(attribute.name()).oneOf(KEY_TYPES, attribute.type());
    }

    private static KeyAttribute readAttribute(Unpacker from) {
        return new KeyAttribute(from.text(), from.oneOf(KEY_TYPES));
    }

    private static void write(Packer to, KeySchema schema) {
        write(to, schema.hash());
        to.optional(schema.range(), DefinitionCodec::write);
    }

    private static KeySchema readSchema(Unpacker from) {
        return new KeySchema(readAttribute(from), from.optional(DefinitionCodec::readAttribute));
    }

    static void write(Packer to, IndexDefinition index) {
        to.text(index.name()).octet(index.local() ? 1 : 0);
        write(to, index.keys());
        to.oneOf(PROJECTIONS, index.projection().type())
                .list(index.projection().included(), Packer::text);
        write(to, index.throughput());
    }

    static IndexDefinition readIndex(Unpacker from) {
        return new IndexDefinition(
                from.text(),
                readFlag(from),
                readSchema(from),
                new IndexProjection(from.oneOf(PROJECTIONS), from.list(Unpacker::text)),
                readThroughput(from));
    }

    static void write(Packer to, Throughput throughput) {
        to.number(throughput.readUnits()).number(throughput.writeUnits());
    }

    static Throughput readThroughput(Unpacker from) {
        return new Throughput(from.number(), from.number());
    }

    private static void write(Packer to, TableOptions options) {
        to.oneOf(BILLING, options.billing());
        write(to, options.throughput());
        to.octet(options.deletionProtected() ? 1 : 0).text(options.tableClass());
    }

    private static TableOptions readOptions(Unpacker from) {
        return new TableOptions(
                from.oneOf(BILLING), readThroughput(from), readFlag(from), from.text());
    }

    static void write(Packer to, SortedMap<String, String> tags) {
        to.list(tags.entrySet(), DefinitionCodec::writeTag);
    }

    private static void writeTag(Packer to, Map.Entry<String, String> tag) {
        to.text(tag.getKey()).text(tag.getValue());
    }

    static SortedMap<String, String> readTags(Unpacker from) {
        SortedMap<String, String> tags = new TreeMap<>();
        for (int left = from.length(); left > 0; left--) {
            tags.put(from.text(), from.text());
        }
        return tags;
    }

    static boolean readFlag(Unpacker from) {
        int octet = from.octet();
        if (octet > 1) {
            throw new IllegalArgumentException(octet + " is neither yes nor no");
        }
        return octet == 1;
    }
}
