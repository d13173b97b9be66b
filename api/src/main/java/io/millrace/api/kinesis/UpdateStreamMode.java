package io.millrace.api.kinesis;

import io.millrace.stream.StreamEngine;
import io.millrace.wire.Structure;
import io.millrace.wire.Values;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/// UpdateStreamMode: switches a stream between provisioned and on-demand capacity.
final class UpdateStreamMode implements Operation {
    private static final Structure INPUT =
            StreamAddress.requiredArn(
                    Structure.of("UpdateStreamModeInput")
                            .required("StreamModeDetails", ModelShapes.STREAM_MODE_DETAILS)
                            .optional("WarmThroughputMiBps", ModelShapes.NATURAL));

    private final StreamEngine engine;

    UpdateStreamMode(StreamEngine engine) {
        this.engine = engine;
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public CompletionStage<ByteBuffer> answer(Call call) {
        Values input = call.input();
        engine.updateMode(
                call.streamByArn(),
                Settings.mode(input),
                Settings.integerOrNull(input, "WarmThroughputMiBps"));
        return Call.done();
    }
}
