package io.millrace.api.kinesis;

import io.millrace.stream.StreamEngine;
import io.millrace.wire.Structure;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/// UpdateMaxRecordSize: how large the records to come may be.
final class UpdateMaxRecordSize implements Operation {
    private static final Structure INPUT =
            StreamAddress.byArn(
                    Structure.of("UpdateMaxRecordSizeInput")
                            .required("MaxRecordSizeInKiB", ModelShapes.MAX_RECORD_KIB));

    private final StreamEngine engine;

    UpdateMaxRecordSize(StreamEngine engine) {
        this.engine = engine;
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public CompletionStage<ByteBuffer> answer(Call call) {
        engine.updateMaxRecordSize(call.streamByArn(), call.input().integer("MaxRecordSizeInKiB"));
        return Call.done();
    }
}
