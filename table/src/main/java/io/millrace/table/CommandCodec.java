package io.millrace.table;

import io.millrace.table.value.Octets;
import io.millrace.table.value.Packer;
import io.millrace.table.value.Unpacker;
import java.nio.ByteBuffer;

/// Encodes commands: one byte for the state machine they are for, one for their type, one for the
/// version of that type, then the fields.
///
/// A version that reads a command it does not know must not go on: it would hold another state than
/// the one that wrote it.
final class CommandCodec {
    /// Says that a command is for tables.
    static final int TABLES = 2;

    private static final int VERSION = 1;

    private CommandCodec() {}

    static byte[] encode(Command command) {
        Packer to = new Packer().octet(TABLES).octet(typeOf(command)).octet(VERSION);
        switch (command) {
            case Command.CreateTable c -> DefinitionCodec.write(to, c.definition());
            case Command.UpdateTable c -> {
                ChangeCodec.write(to, c.change());
                to.number(c.memoryBytes());
            }
            case Command.DeleteTable c -> DefinitionCodec.write(to, c.table());
            case Command.SetTimeToLive c -> {
                DefinitionCodec.write(to, c.table());
                to.text(c.attribute()).octet(c.enabled() ? 1 : 0).number(c.memoryBytes());
            }
            case Command.SetBackups c -> {
                DefinitionCodec.write(to, c.table());
                to.octet(c.enabled() ? 1 : 0)
                        .optional(c.recoveryDays(), (packer, days) -> packer.number(days))
                        .number(c.atMillis());
            }
            case Command.AddTags c -> {
                DefinitionCodec.write(to, c.table());
                DefinitionCodec.write(to, c.tags());
            }
            case Command.RemoveTags c -> {
                DefinitionCodec.write(to, c.table());
                to.list(c.keys(), Packer::text);
            }
            case Command.Write c -> {
                to.number(c.memoryBytes());
                ActionCodec.write(to, c.action());
            }
            case Command.Transaction c -> {
                to.text(c.account())
                        .text(c.region())
                        .optional(c.token(), Packer::text)
                        .number(c.atMillis())
                        .number(c.memoryBytes())
                        .list(c.actions(), ActionCodec::write);
            }
            case Command.ExpireItems c -> {
                DefinitionCodec.write(to, c.table());
                to.text(c.attribute())
                        .number(c.atMillis())
                        .list(c.keys(), (packer, key) -> packer.sized(key.array()));
            }
        }
        return to.bytes();
    }

    /// Reads a command.
    ///
    /// @throws IllegalArgumentException if it does not decode, or a later version wrote it
    static Command decode(ByteBuffer bytes) {
        Unpacker from = new Unpacker(bytes);
        int machine = from.octet();
        int type = from.octet();
        int version = from.octet();
        if (machine != TABLES || version != VERSION) {
            throw unknown(machine, type, version);
        }
        Command command =
                switch (type) {
                    case 1 -> new Command.CreateTable(DefinitionCodec.readTable(from));
                    case 2 -> new Command.UpdateTable(ChangeCodec.read(from), from.number());
                    case 3 -> new Command.DeleteTable(DefinitionCodec.readKey(from));
                    case 4 ->
                            new Command.SetTimeToLive(
                                    DefinitionCodec.readKey(from),
                                    from.text(),
                                    DefinitionCodec.readFlag(from),
                                    from.number());
                    case 5 ->
                            new Command.SetBackups(
                                    DefinitionCodec.readKey(from),
                                    DefinitionCodec.readFlag(from),
                                    from.optional(Unpacker::small),
                                    from.number());
                    case 6 ->
                            new Command.AddTags(
                                    DefinitionCodec.readKey(from), DefinitionCodec.readTags(from));
                    case 7 ->
                            new Command.RemoveTags(
                                    DefinitionCodec.readKey(from), from.list(Unpacker::text));
                    case 8 -> {
                        long memoryBytes = from.number();
                        yield new Command.Write(ActionCodec.read(from), memoryBytes);
                    }
                    case 9 -> transaction(from);
                    case 10 ->
                            new Command.ExpireItems(
                                    DefinitionCodec.readKey(from),
                                    from.text(),
                                    from.number(),
                                    from.list(each -> Octets.wrap(each.sized())));
                    default -> throw unknown(machine, type, version);
                };
        from.end();
        return command;
    }

    /// What a transaction does, for comparing two of them.
    static byte[] actions(Command.Transaction command) {
        return new Packer().list(command.actions(), ActionCodec::write).bytes();
    }

    private static Command.Transaction transaction(Unpacker from) {
        String account = from.text();
        String region = from.text();
        String token = from.optional(Unpacker::text);
        long atMillis = from.number();
        long memoryBytes = from.number();
        return new Command.Transaction(
                account, region, from.list(ActionCodec::read), token, atMillis, memoryBytes);
    }

    private static int typeOf(Command command) {
        return switch (command) {
            case Command.CreateTable _ -> 1;
            case Command.UpdateTable _ -> 2;
            case Command.DeleteTable _ -> 3;
            case Command.SetTimeToLive _ -> 4;
            case Command.SetBackups _ -> 5;
            case Command.AddTags _ -> 6;
            case Command.RemoveTags _ -> 7;
            case Command.Write _ -> 8;
            case Command.Transaction _ -> 9;
            case Command.ExpireItems _ -> 10;
        };
    }

    private static IllegalArgumentException unknown(int machine, int type, int version) {
        return new IllegalArgumentException(
                "a command of machine "
                        + machine
                        + ", type "
                        + type
                        + ", version "
                        + version
                        + " is not known here: a newer release wrote it, and only that can read"
                        + " on");
    }
}
