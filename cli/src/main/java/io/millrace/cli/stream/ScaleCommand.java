package io.millrace.cli.stream;

import io.millrace.cli.client.EndpointOptions;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.kinesis.model.ScalingType;

/// `millrace stream scale`.
@Command(
        name = "scale",
        mixinStandardHelpOptions = true,
        description = "Gives a stream another number of shards of equal width.")
final class ScaleCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Mixin private final EndpointOptions endpoint = new EndpointOptions();

    @Mixin private final WaitOptions waiting = new WaitOptions();

    @Parameters(paramLabel = "NAME", description = "The stream.")
    private String stream = "";

    @Option(
            names = "--to",
            paramLabel = "N",
            required = true,
            description =
                    "How many open shards; at most twice and at least half of what there are.")
    private int target;

    @Override
    public Integer call() throws IOException, InterruptedException {
        return Session.run(
                Objects.requireNonNull(spec),
                endpoint,
                session -> {
                    var _ =
                            session.change(c ->
                                    c.updateShardCount(r ->
                                            r.streamName(stream)
                                                    .targetShardCount(target)
                                                    .scalingType(ScalingType.UNIFORM_SCALING)));
                    waiting.awaitActive(session, stream);
                });
    }
}
