package io.millrace.cli.stream;

import io.millrace.cli.client.EndpointOptions;
import io.millrace.cli.terminal.Failure;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `millrace stream merge`.
@Command(
        name = "merge",
        mixinStandardHelpOptions = true,
        description = "Merges a shard with the next one above it.")
final class MergeCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Mixin private final EndpointOptions endpoint = new EndpointOptions();

    @Mixin private final WaitOptions waiting = new WaitOptions();

    @Parameters(paramLabel = "NAME", description = "The stream.")
    private String stream = "";

    @Option(
            names = "--shard",
            paramLabel = "ID",
            required = true,
            description = "The lower shard, by id or number.")
    private String shard = "";

    @Override
    public Integer call() throws IOException, InterruptedException {
        return Session.run(
                Objects.requireNonNull(spec),
                endpoint,
                session -> {
                    List<ShardRange> open = ShardRange.open(ShardRange.all(session, stream));
                    int lower = lower(open);
                    String first = open.get(lower).id();
                    String second = open.get(lower + 1).id();
                    var _ =
                            session.change(c ->
                                    c.mergeShards(r ->
                                            r.streamName(stream)
                                                    .shardToMerge(first)
                                                    .adjacentShardToMerge(second)));
                    waiting.awaitActive(session, stream);
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
        throw new Failure("no open shard " + shard + " in stream " + stream);
    }
}
