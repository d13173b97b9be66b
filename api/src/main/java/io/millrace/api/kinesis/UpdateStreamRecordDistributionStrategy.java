package io.millrace.api.kinesis;

import io.millrace.stream.Distribution;
import io.millrace.stream.StreamEngine;
import io.millrace.wire.Structure;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/// UpdateStreamRecordDistributionStrategy: whether an on-demand stream places records by their
/// partition key or as it likes.
final class UpdateStreamRecordDistributionStrategy implements Operation {
    private static final Structure INPUT =
            StreamAddress.requiredArn(
                    Structure.of("UpdateStreamRecordDistributionStrategyInput")
                            .required("RecordDistributionStrategy", ModelShapes.DISTRIBUTION));

    private final StreamEngine engine;

    UpdateStreamRecordDistributionStrategy(StreamEngine engine) {
        this.engine = engine;
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public CompletionStage<ByteBuffer> answer(Call call) {
        engine.updateDistribution(
                call.streamByArn(),
                Distribution.valueOf(call.input().text("RecordDistributionStrategy")));
        return Call.done();
    }
}
