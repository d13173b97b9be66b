package io.millrace.table;

import io.millrace.table.TableChange.IndexChange;
import io.millrace.table.value.Packer;
import io.millrace.table.value.Unpacker;

/// Encodes what UpdateTable asks for.
final class ChangeCodec {
    private static final int CREATE = 1;
    private static final int PROVISION = 2;
    private static final int DELETE = 3;

    private ChangeCodec() {}

    static void write(Packer to, TableChange change) {
        DefinitionCodec.write(to, change.key());
        to.optional(change.billing(), (packer, mode) -> packer.oneOf(DefinitionCodec.BILLING, mode))
                .optional(change.throughput(), DefinitionCodec::write)
                .optional(change.deletionProtected(), (packer, yes) -> packer.octet(yes ? 1 : 0))
                .optional(change.tableClass(), Packer::text)
                .list(change.indexes(), ChangeCodec::write);
    }

    private static void write(Packer to, IndexChange change) {
        switch (change) {
            case IndexChange.Create create ->
                    DefinitionCodec.write(to.octet(CREATE), create.index());
            case IndexChange.Provision provision ->
                    DefinitionCodec.write(
                            to.octet(PROVISION).text(provision.name()), provision.throughput());
            case IndexChange.Delete delete -> to.octet(DELETE).text(delete.name());
        }
    }

    static TableChange read(Unpacker from) {
        return new TableChange(
                DefinitionCodec.readKey(from),
                from.optional(each -> each.oneOf(DefinitionCodec.BILLING)),
                from.optional(DefinitionCodec::readThroughput),
                from.optional(DefinitionCodec::readFlag),
                from.optional(Unpacker::text),
                from.list(ChangeCodec::readIndexChange));
    }

    private static IndexChange readIndexChange(Unpacker from) {
        int kind = from.octet();
        return switch (kind) {
            case CREATE -> new IndexChange.Create(DefinitionCodec.readIndex(from));
            case PROVISION ->
                    new IndexChange.Provision(from.text(), DefinitionCodec.readThroughput(from));
            case DELETE -> new IndexChange.Delete(from.text());
            default -> throw new IllegalArgumentException(kind + " is no change of an index");
        };
    }
}
