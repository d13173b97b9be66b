package io.millrace.api.kinesis;

import io.millrace.stream.StreamEngine;
import io.millrace.stream.StreamKey;
import io.millrace.stream.WarmThroughput;
import io.millrace.wire.Output;
import io.millrace.wire.Structure;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/// UpdateStreamWarmThroughput: keeps an on-demand stream ready for a rate of writing.
final class UpdateStreamWarmThroughput implements Operation {
    private static final Structure INPUT =
            StreamAddress.byNameOrArn(
                    Structure.of("UpdateStreamWarmThroughputInput")
                            .required("WarmThroughputMiBps", ModelShapes.NATURAL));

    private final StreamEngine engine;

    UpdateStreamWarmThroughput(StreamEngine engine) {
        this.engine = engine;
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public CompletionStage<ByteBuffer> answer(Call call) {
        StreamKey stream = call.stream();
        WarmThroughput warm =
                engine.updateWarmThroughput(stream, call.input().integer("WarmThroughputMiBps"));
        Output output =
                call.reply().text("StreamARN", stream.arn()).text("StreamName", stream.name());
        Members.warmThroughput(output, warm);
        return Call.done(output);
    }
}
