package io.millrace.stream;

import java.nio.ByteBuffer;
import java.util.List;

/// Encodes commands: one byte for the state machine they are for, one for their type, one for the
/// version of that type, then the fields.
///
/// A version that reads a command it does not know must not go on: it would hold another state than
/// the one that wrote it.
final class CommandCodec {
    /// Says that a command is for the catalogue of streams; another machine on the same log would
    /// have another number.
    static final int STREAMS = 1;

    private static final int VERSION = 1;

    private CommandCodec() {}

    static byte[] encode(Command command) {
        Packer to = new Packer().octet(STREAMS).octet(typeOf(command)).octet(VERSION);
        switch (command) {
            case Command.InstallTokenKey c -> to.raw(c.key().bytes());
            case Command.CreateStream c -> {
                RowCodec.write(to.stream(c.key()).number(c.shardCount()), c.settings());
                write(to, c.timing());
                write(to, c.quotas());
            }
            case Command.DeleteStream c -> {
                write(to.stream(c.key()).octet(c.enforced() ? 1 : 0), c.timing());
                write(to, c.quotas());
            }
            case Command.Settle c -> to.number(c.stream()).number(c.atMillis());
            case Command.Forget c -> to.number(c.stream());
            case Command.SetRetention c ->
                    to.stream(c.key())
                            .number(c.hours())
                            .octet(c.increase() ? 1 : 0)
                            .number(c.atMillis());
            case Command.ExpireShards c ->
                    to.number(c.stream()).numbers(c.shards()).number(c.atMillis());
            case Command.BeginSplit c -> {
                to.stream(c.key()).number(c.shard()).text(c.newStartingHashKey());
                write(to, c.timing());
                write(to, c.quotas());
            }
            case Command.BeginMerge c ->
                    write(to.stream(c.key()).number(c.shard()).number(c.adjacent()), c.timing());
            case Command.BeginCount c -> {
                write(to.stream(c.key()).number(c.target()), c.timing());
                write(to, c.quotas());
            }
            case Command.Prepared c -> to.number(c.stream()).number(c.reshard());
            case Command.Sealing c ->
                    to.number(c.stream()).number(c.reshard()).numbers(c.parents());
            case Command.Sealed c ->
                    to.number(c.stream())
                            .number(c.reshard())
                            .list(c.ends(), RowCodec::write)
                            .number(c.atMillis());
            case Command.Abort c -> to.number(c.stream()).number(c.reshard());
            case Command.BeginScaling c ->
                    to.number(c.stream())
                            .list(c.cuts(), (cut, each) -> cut.number(each.shard()).key(each.at()))
                            .numbers(c.merges())
                            .number(c.maxShards())
                            .number(c.atMillis());
            case Command.Setting c -> SettingCodec.write(to, c);
        }
        return to.bytes();
    }

    /// Reads a command.
    ///
    /// @throws IllegalArgumentException if this version does not know the command, or the bytes do
    ///   not decode
    static Command decode(ByteBuffer bytes) {
        Unpacker from = new Unpacker(bytes);
        int machine = from.octet();
        int type = from.octet();
        int version = from.octet();
        if (machine != STREAMS || version != VERSION) {
            throw unknown(machine, type, version);
        }
        Command command = decode(from, type);
        from.end();
        return command;
    }

    private static Command decode(Unpacker from, int type) {
        return switch (type) {
            case 1 -> new Command.InstallTokenKey(new TokenKey(from.raw(TokenKey.BYTES)));
            case 2 ->
                    new Command.CreateStream(
                            from.stream(),
                            from.small(),
                            RowCodec.readSettings(from),
                            timing(from),
                            quotas(from));
            case 3 ->
                    new Command.DeleteStream(
                            from.stream(), from.octet() == 1, timing(from), quotas(from));
            case 4 -> new Command.Settle(from.number(), from.number());
            case 5 -> new Command.Forget(from.number());
            case 6 ->
                    new Command.SetRetention(
                            from.stream(), from.small(), from.octet() == 1, from.number());
            case 7 -> new Command.ExpireShards(from.number(), shards(from), from.number());
            case 8 ->
                    new Command.BeginSplit(
                            from.stream(), from.small(), from.text(), timing(from), quotas(from));
            case 9 ->
                    new Command.BeginMerge(from.stream(), from.small(), from.small(), timing(from));
            case 10 ->
                    new Command.BeginCount(from.stream(), from.small(), timing(from), quotas(from));
            case 11 -> new Command.Prepared(from.number(), from.number());
            case 12 -> new Command.Sealing(from.number(), from.number(), shards(from));
            case 13 ->
                    new Command.Sealed(
                            from.number(),
                            from.number(),
                            from.list(RowCodec::readLogEnd),
                            from.number());
            case 14 -> new Command.Abort(from.number(), from.number());
            case 27 ->
                    new Command.BeginScaling(
                            from.number(),
                            from.list(cut -> new Command.Cut(cut.small(), cut.key())),
                            shards(from),
                            from.small(),
                            from.number());
            default -> {
                Command setting = SettingCodec.read(from, type);
                if (setting == null) {
                    throw unknown(STREAMS, type, VERSION);
                }
                yield setting;
            }
        };
    }

    private static int typeOf(Command command) {
        return switch (command) {
            case Command.InstallTokenKey _ -> 1;
            case Command.CreateStream _ -> 2;
            case Command.DeleteStream _ -> 3;
            case Command.Settle _ -> 4;
            case Command.Forget _ -> 5;
            case Command.SetRetention _ -> 6;
            case Command.ExpireShards _ -> 7;
            case Command.BeginSplit _ -> 8;
            case Command.BeginMerge _ -> 9;
            case Command.BeginCount _ -> 10;
            case Command.Prepared _ -> 11;
            case Command.Sealing _ -> 12;
            case Command.Sealed _ -> 13;
            case Command.Abort _ -> 14;
            case Command.RegisterConsumer _ -> 15;
            case Command.DeregisterConsumer _ -> 16;
            case Command.AddTags _ -> 17;
            case Command.RemoveTags _ -> 18;
            case Command.SetPolicy _ -> 19;
            case Command.SetMonitoring _ -> 20;
            case Command.SetEncryption _ -> 21;
            case Command.SetMode _ -> 22;
            case Command.SetWarmThroughput _ -> 23;
            case Command.SetMaxRecord _ -> 24;
            case Command.SetDistribution _ -> 25;
            case Command.SetCommitment _ -> 26;
            case Command.BeginScaling _ -> 27;
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

    private static List<Integer> shards(Unpacker from) {
        return from.list(Unpacker::small);
    }

    static void write(Packer to, Command.Timing timing) {
        to.number(timing.atMillis()).number(timing.dueMillis());
    }

    static Command.Timing timing(Unpacker from) {
        return new Command.Timing(from.number(), from.number());
    }

    static void write(Packer to, Quotas quotas) {
        to.number(quotas.shards())
                .number(quotas.onDemandStreams())
                .number(quotas.transitions())
                .number(quotas.countUpdatesPerDay())
                .number(quotas.modeUpdatesPerDay())
                .number(quotas.encryptionUpdatesPerDay())
                .number(quotas.consumers())
                .number(quotas.committedConsumers())
                .number(quotas.creatingConsumers());
    }

    static Quotas quotas(Unpacker from) {
        return new Quotas(
                from.small(),
                from.small(),
                from.small(),
                from.small(),
                from.small(),
                from.small(),
                from.small(),
                from.small(),
                from.small());
    }
}
