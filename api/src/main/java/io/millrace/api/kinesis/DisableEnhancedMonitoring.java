package io.millrace.api.kinesis;

import io.millrace.stream.StreamEngine;
import io.millrace.wire.Structure;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/// DisableEnhancedMonitoring: removes metrics from those kept for each shard of a stream.
final class DisableEnhancedMonitoring implements Operation {
    private static final Structure INPUT =
            StreamAddress.byNameOrArn(
                    Structure.of("DisableEnhancedMonitoringInput")
                            .required("ShardLevelMetrics", ModelShapes.METRICS));

    private final StreamEngine engine;

    DisableEnhancedMonitoring(StreamEngine engine) {
        this.engine = engine;
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public CompletionStage<ByteBuffer> answer(Call call) {
        return Monitoring.answer(engine, call, false);
    }
}
