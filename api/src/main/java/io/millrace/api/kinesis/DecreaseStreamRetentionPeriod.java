package io.millrace.api.kinesis;

import io.millrace.stream.StreamEngine;
import io.millrace.wire.Shape;
import io.millrace.wire.Structure;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/// DecreaseStreamRetentionPeriod: keeps records for a shorter time.
final class DecreaseStreamRetentionPeriod implements Operation {
    private static final Structure INPUT =
            StreamAddress.byNameOrArn(
                    Structure.of("DecreaseStreamRetentionPeriodInput")
                            .required("RetentionPeriodHours", Shape.integer()));

    private final StreamEngine engine;

    DecreaseStreamRetentionPeriod(StreamEngine engine) {
        this.engine = engine;
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public CompletionStage<ByteBuffer> answer(Call call) {
        engine.decreaseRetention(call.stream(), call.input().integer("RetentionPeriodHours"));
        return Call.done();
    }
}
