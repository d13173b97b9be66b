package io.millrace.api.kinesis;

import io.millrace.stream.StreamEngine;
import io.millrace.wire.Shape;
import io.millrace.wire.Structure;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/// DeleteStream: deletes a stream with all its records.
final class DeleteStream implements Operation {
    private static final Structure INPUT =
            StreamAddress.byNameOrArn(
                    Structure.of("DeleteStreamInput")
                            .optional("EnforceConsumerDeletion", Shape.flag()));

    private final StreamEngine engine;

    DeleteStream(StreamEngine engine) {
        this.engine = engine;
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public CompletionStage<ByteBuffer> answer(Call call) {
        engine.deleteStream(call.stream(), call.input().flag("EnforceConsumerDeletion"));
        return Call.done();
    }
}
