package io.millrace.api.kinesis;

import io.millrace.stream.ShardCountChange;
import io.millrace.stream.StreamEngine;
import io.millrace.stream.StreamKey;
import io.millrace.wire.Shape;
import io.millrace.wire.Structure;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/// UpdateShardCount: spreads a stream evenly over another number of shards.
final class UpdateShardCount implements Operation {
    private static final Structure INPUT =
            StreamAddress.byNameOrArn(
                    Structure.of("UpdateShardCountInput")
                            .required("TargetShardCount", ModelShapes.POSITIVE)
                            .required("ScalingType", Shape.oneOf("UNIFORM_SCALING")));

    private final StreamEngine engine;

    UpdateShardCount(StreamEngine engine) {
        this.engine = engine;
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public CompletionStage<ByteBuffer> answer(Call call) {
        StreamKey stream = call.stream();
        ShardCountChange change =
                engine.updateShardCount(stream, call.input().integer("TargetShardCount"));
        return Call.done(
                call.reply()
                        .text("StreamName", stream.name())
                        .number("CurrentShardCount", change.currentShardCount())
                        .number("TargetShardCount", change.targetShardCount())
                        .text("StreamARN", stream.arn()));
    }
}
