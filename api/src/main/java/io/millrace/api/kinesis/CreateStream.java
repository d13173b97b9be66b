package io.millrace.api.kinesis;

import io.millrace.stream.NewStream;
import io.millrace.stream.StreamEngine;
import io.millrace.stream.StreamKey;
import io.millrace.stream.StreamMode;
import io.millrace.wire.Shape;
import io.millrace.wire.Structure;
import io.millrace.wire.Values;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// CreateStream: makes a stream.
final class CreateStream implements Operation {
    private static final Structure INPUT =
            Structure.of("CreateStreamInput")
                    .optional("ShardCount", ModelShapes.POSITIVE)
                    .required("StreamName", ModelShapes.STREAM_NAME)
                    .optional("StreamModeDetails", ModelShapes.STREAM_MODE_DETAILS)
                    .optional("Tags", ModelShapes.TAG_MAP)
                    .optional("WarmThroughputMiBps", Shape.integerFrom(0))
                    .optional("MaxRecordSizeInKiB", Shape.integer(1024, 10240))
                    .optional(
                            "RecordDistributionStrategy",
                            Shape.oneOf("AUTO", "USER_PARTITION_KEY"));

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
        refuseWhatIsNotBuilt(input);
        String name = input.text("StreamName");
        engine.createStream(
                new NewStream(
                        new StreamKey(call.caller().account(), call.caller().region(), name),
                        integerOrNull(input, "ShardCount"),
                        mode(input),
                        integerOrNull(input, "MaxRecordSizeInKiB")));
        return Call.done();
    }

    /// Refused rather than left out without a word.
    private static void refuseWhatIsNotBuilt(Values input) {
        for (String member : new String[] {"Tags", "WarmThroughputMiBps"}) {
            if (input.has(member)) {
                throw Refusal.invalidArgument(member + " is not supported by this server yet.");
            }
        }
        if ("AUTO".equals(input.textOrNull("RecordDistributionStrategy"))) {
            throw Refusal.invalidArgument(
                    "RecordDistributionStrategy AUTO is not supported by this server yet.");
        }
    }

    private static @Nullable StreamMode mode(Values input) {
        Values details = input.structureOrNull("StreamModeDetails");
        return details == null ? null : StreamMode.valueOf(details.text("StreamMode"));
    }

    private static @Nullable Integer integerOrNull(Values input, String member) {
        return input.has(member) ? input.integer(member) : null;
    }
}
