package io.millrace.cli.stream;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import software.amazon.awssdk.services.kinesis.model.ScalingType;

/// `millrace stream scale`.
@Command(
        name = "scale",
        mixinStandardHelpOptions = true,
        description = "Gives a stream another number of shards of equal width.")
final class ScaleCommand implements Callable<Integer> {
    @Mixin private final ChangeOptions stream = new ChangeOptions();

    @Option(
            names = "--to",
            paramLabel = "N",
            required = true,
            description =
                    "How many open shards; at most twice and at least half of what there are.")
    private int target;

    @Override
    public Integer call() throws IOException, InterruptedException {
        return stream.change(session -> {
            var _ =
                    session.change(c ->
                            c.updateShardCount(r ->
                                    r.streamName(stream.name())
                                            .targetShardCount(target)
                                            .scalingType(ScalingType.UNIFORM_SCALING)));
        });
    }
}
