package io.millrace.cli.stream;

import io.millrace.cli.terminal.Failure;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `millrace stream merge`.
@Command(
        name = "merge",
        mixinStandardHelpOptions = true,
        description = "Merges a shard with the next one above it.")
final class MergeCommand implements Callable<Integer> {
    @Mixin private final ChangeOptions stream = new ChangeOptions();

    @Option(
            names = "--shard",
            paramLabel = "ID",
            required = true,
            description = "The lower shard, by id or number.")
    private String shard = "";

    @Override
    public Integer call() throws IOException, InterruptedException {
        return stream.change(session -> {
            List<ShardRange> open = ShardRange.open(ShardRange.all(session, stream.name()));
            int lower = lower(open);
            String first = open.get(lower).id();
            String second = open.get(lower + 1).id();
            var _ =
                    session.change(c ->
                            c.mergeShards(r ->
                                    r.streamName(stream.name())
                                            .shardToMerge(first)
                                            .adjacentShardToMerge(second)));
        });
    }

    private int lower(List<ShardRange> open) {
        for (int i = 0; i < open.size(); i++) {
            if (open.get(i).isNamed(shard)) {
                if (i + 1 == open.size()) {
                    throw new Failure("no shard lies above " + open.get(i).id());
                }
                return i;
            }
        }
        throw new Failure("no open shard " + shard + " in stream " + stream.name());
    }
}
