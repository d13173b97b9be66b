package io.millrace.api.kinesis;

import io.millrace.stream.StreamEngine;
import io.millrace.wire.Shape;
import io.millrace.wire.Structure;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/// IncreaseStreamRetentionPeriod: keeps records for longer.
final class IncreaseStreamRetentionPeriod implements Operation {
    private static final Structure INPUT =
            StreamAddress.byNameOrArn(
                    Structure.of("IncreaseStreamRetentionPeriodInput")
                            .required("RetentionPeriodHours", Shape.integer()));

    private final StreamEngine engine;

    IncreaseStreamRetentionPeriod(StreamEngine engine) {
        this.engine = engine;
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public CompletionStage<ByteBuffer> answer(Call call) {
        engine.increaseRetention(call.stream(), call.input().integer("RetentionPeriodHours"));
        return Call.done();
    }
}
