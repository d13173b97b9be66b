package io.millrace.cli.stream;

import io.millrace.cli.terminal.Failure;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `millrace stream split`.
@Command(
        name = "split",
        mixinStandardHelpOptions = true,
        description = "Splits a shard in two; the parent stays readable until its records expire.")
final class SplitCommand implements Callable<Integer> {
    @Mixin private final ChangeOptions stream = new ChangeOptions();

    @Option(
            names = "--shard",
            paramLabel = "ID",
            description = "The shard, by id or number. Default: the only open one.")
    private @Nullable String shard;

    @Option(
            names = "--at",
            paramLabel = "KEY",
            description = "First hash key of the upper child. Default: the middle of the range.")
    private @Nullable String at;

    @Override
    public Integer call() throws IOException, InterruptedException {
        return stream.change(session -> {
            ShardRange range = find(ShardRange.open(ShardRange.all(session, stream.name())));
            String key = at == null ? range.middle().toString() : at;
            var _ =
                    session.change(c ->
                            c.splitShard(r ->
                                    r.streamName(stream.name())
                                            .shardToSplit(range.id())
                                            .newStartingHashKey(key)));
        });
    }

    private ShardRange find(List<ShardRange> open) {
        String name = shard;
        if (name == null) {
            if (open.size() == 1) {
                return open.getFirst();
            }
            throw new Failure("which of the " + open.size() + " open shards? Name it with --shard");
        }
        return open.stream()
                .filter(range -> range.isNamed(name))
                .findFirst()
                .orElseThrow(
                        () -> new Failure("no open shard " + name + " in stream " + stream.name()));
    }
}
