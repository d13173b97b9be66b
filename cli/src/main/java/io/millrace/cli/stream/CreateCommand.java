package io.millrace.cli.stream;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import software.amazon.awssdk.services.kinesis.model.CreateStreamRequest;
import software.amazon.awssdk.services.kinesis.model.StreamMode;

/// `millrace stream create`.
@Command(
        name = "create",
        mixinStandardHelpOptions = true,
        description = "Makes a stream: with a number of shards, or one that scales by itself.")
final class CreateCommand implements Callable<Integer> {
    @Mixin private final ChangeOptions stream = new ChangeOptions();

    @Option(
            names = "--shards",
            paramLabel = "N",
            description = "How many shards it has. Without it the stream scales on demand.")
    private @Nullable Integer shards;

    @Option(names = "--on-demand", description = "Let the stream scale by itself.")
    private boolean onDemand;

    @Option(
            names = "--max-record-kib",
            paramLabel = "KIB",
            description = "Largest record, 1024 to 10240. Default: 1024.")
    private @Nullable Integer maxRecordKib;

    @Option(names = "--tag", paramLabel = "KEY=VALUE", description = "A tag; may be repeated.")
    private final Map<String, String> tags = new LinkedHashMap<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        stream.require(!onDemand || shards == null, "--shards and --on-demand exclude each other");
        return stream.change(session -> {
            var _ = session.change(c -> c.createStream(request()));
        });
    }

    private CreateStreamRequest request() {
        StreamMode mode = shards == null ? StreamMode.ON_DEMAND : StreamMode.PROVISIONED;
        CreateStreamRequest.Builder request =
                CreateStreamRequest.builder()
                        .streamName(stream.name())
                        .shardCount(shards)
                        .maxRecordSizeInKiB(maxRecordKib)
                        .streamModeDetails(d -> d.streamMode(mode));
        if (!tags.isEmpty()) {
            request.tags(tags);
        }
        return request.build();
    }
}
