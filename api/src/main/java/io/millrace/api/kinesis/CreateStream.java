package io.millrace.api.kinesis;

import io.millrace.stream.NewStream;
import io.millrace.stream.StreamEngine;
import io.millrace.stream.StreamKey;
import io.millrace.wire.Structure;
import io.millrace.wire.Values;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/// CreateStream: makes a stream.
final class CreateStream implements Operation {
    private static final Structure INPUT =
            Structure.of("CreateStreamInput")
                    .optional("ShardCount", ModelShapes.POSITIVE)
                    .required("StreamName", ModelShapes.STREAM_NAME)
                    .optional("StreamModeDetails", ModelShapes.STREAM_MODE_DETAILS)
                    .optional("Tags", ModelShapes.TAG_MAP)
                    .optional("WarmThroughputMiBps", ModelShapes.NATURAL)
                    .optional("MaxRecordSizeInKiB", ModelShapes.MAX_RECORD_KIB)
                    .optional("RecordDistributionStrategy", ModelShapes.DISTRIBUTION);

    private final StreamEngine engine;

    CreateStream(StreamEngine engine) {
        this.engine = engine;
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public CompletionStage<ByteBuffer> answer(Call call) {
        Values input = call.input();
        String name = input.text("StreamName");
        engine.createStream(
                new NewStream(
                        new StreamKey(call.caller().account(), call.caller().region(), name),
                        Settings.integerOrNull(input, "ShardCount"),
                        Settings.modeOrNull(input),
                        Settings.integerOrNull(input, "MaxRecordSizeInKiB"),
                        input.dictionary("Tags"),
                        Settings.distributionOrNull(input),
                        Settings.integerOrNull(input, "WarmThroughputMiBps")));
        return Call.done();
    }
}
