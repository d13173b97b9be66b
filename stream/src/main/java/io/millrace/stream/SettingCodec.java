package io.millrace.stream;

import org.jspecify.annotations.Nullable;

/// Encodes the fields of commands about settings, for {@link CommandCodec}.
final class SettingCodec {
    private SettingCodec() {}

    static void write(Packer to, Command.Setting command) {
        switch (command) {
            case Command.RegisterConsumer c -> {
                RowCodec.write(to.stream(c.key()).text(c.name()), c.tags());
                CommandCodec.write(to, c.timing());
                CommandCodec.write(to, c.quotas());
            }
            case Command.DeregisterConsumer c -> {
                to.stream(c.key()).optional(c.which().name(), Packer::text);
                CommandCodec.write(
                        to.optional(c.which().createdSeconds(), Packer::number), c.timing());
            }
            case Command.AddTags c -> {
                writeResource(to, c.resource());
                RowCodec.write(to, c.tags());
            }
            case Command.RemoveTags c -> {
                writeResource(to, c.resource());
                to.list(c.keys(), Packer::text);
            }
            case Command.SetPolicy c -> {
                writeResource(to, c.resource());
                to.optional(c.policy(), Packer::text);
            }
            case Command.SetMonitoring c -> {
                RowCodec.write(to.stream(c.key()), c.metrics());
                CommandCodec.write(to.octet(c.enable() ? 1 : 0), c.timing());
            }
            case Command.SetEncryption c -> {
                CommandCodec.write(
                        to.stream(c.key()).optional(c.keyId(), Packer::text), c.timing());
                CommandCodec.write(to, c.quotas());
            }
            case Command.SetMode c -> {
                to.stream(c.key()).oneOf(RowCodec.MODES, c.mode());
                CommandCodec.write(to.optional(c.warmMibps(), RowCodec::write), c.timing());
                CommandCodec.write(to, c.quotas());
            }
            case Command.SetWarmThroughput c ->
                    CommandCodec.write(to.stream(c.key()).number(c.mibps()), c.timing());
            case Command.SetMaxRecord c ->
                    CommandCodec.write(to.stream(c.key()).number(c.kib()), c.timing());
            case Command.SetDistribution c ->
                    to.stream(c.key()).oneOf(RowCodec.DISTRIBUTIONS, c.distribution());
            case Command.SetCommitment c ->
                    to.text(c.account())
                            .text(c.region())
                            .octet(c.enabled() ? 1 : 0)
                            .number(c.atMillis());
        }
    }

    /// Reads the fields of a command.
    ///
    /// @return null if the type is none of these
    static Command.@Nullable Setting read(Unpacker from, int type) {
        return switch (type) {
            case 15 ->
                    new Command.RegisterConsumer(
                            from.stream(),
                            from.text(),
                            RowCodec.readTags(from),
                            CommandCodec.timing(from),
                            CommandCodec.quotas(from));
            case 16 ->
                    new Command.DeregisterConsumer(
                            from.stream(),
                            new ConsumerSelector(
                                    from.optional(Unpacker::text), from.optional(Unpacker::number)),
                            CommandCodec.timing(from));
            case 17 -> new Command.AddTags(readResource(from), RowCodec.readTags(from));
            case 18 -> new Command.RemoveTags(readResource(from), from.list(Unpacker::text));
            case 19 -> new Command.SetPolicy(readResource(from), from.optional(Unpacker::text));
            case 20 ->
                    new Command.SetMonitoring(
                            from.stream(),
                            RowCodec.readMetrics(from),
                            from.octet() == 1,
                            CommandCodec.timing(from));
            case 21 ->
                    new Command.SetEncryption(
                            from.stream(),
                            from.optional(Unpacker::text),
                            CommandCodec.timing(from),
                            CommandCodec.quotas(from));
            case 22 ->
                    new Command.SetMode(
                            from.stream(),
                            from.oneOf(RowCodec.MODES),
                            from.optional(Unpacker::small),
                            CommandCodec.timing(from),
                            CommandCodec.quotas(from));
            case 23 ->
                    new Command.SetWarmThroughput(
                            from.stream(), from.small(), CommandCodec.timing(from));
            case 24 ->
                    new Command.SetMaxRecord(
                            from.stream(), from.small(), CommandCodec.timing(from));
            case 25 ->
                    new Command.SetDistribution(from.stream(), from.oneOf(RowCodec.DISTRIBUTIONS));
            case 26 ->
                    new Command.SetCommitment(
                            from.text(), from.text(), from.octet() == 1, from.number());
            default -> null;
        };
    }

    private static void writeResource(Packer to, ResourceKey resource) {
        to.stream(resource.stream());
        to.optional(
                resource.consumer(),
                (each, name) -> each.text(name.name()).number(name.createdSeconds()));
    }

    private static ResourceKey readResource(Unpacker from) {
        return new ResourceKey(
                from.stream(), from.optional(each -> new ConsumerName(each.text(), each.number())));
    }
}
