package io.millrace.api.kinesis;

import io.millrace.stream.StreamEngine;
import io.millrace.wire.Structure;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/// EnableEnhancedMonitoring: adds metrics to those kept for each shard of a stream.
final class EnableEnhancedMonitoring implements Operation {
    private static final Structure INPUT =
            StreamAddress.byNameOrArn(
                    Structure.of("EnableEnhancedMonitoringInput")
                            .required("ShardLevelMetrics", ModelShapes.METRICS));

    private final StreamEngine engine;

    EnableEnhancedMonitoring(StreamEngine engine) {
        this.engine = engine;
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public CompletionStage<ByteBuffer> answer(Call call) {
        return Monitoring.answer(engine, call, true);
    }
}
