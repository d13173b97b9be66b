package io.millrace.api.kinesis;

import io.millrace.stream.StreamEngine;
import io.millrace.wire.Structure;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/// TagResource: sets tags of a stream or a consumer.
final class TagResource implements Operation {
    private static final Structure INPUT =
            ResourceAddress.byArn(
                    Structure.of("TagResourceInput").required("Tags", ModelShapes.TAG_MAP));

    private final StreamEngine engine;

    TagResource(StreamEngine engine) {
        this.engine = engine;
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public CompletionStage<ByteBuffer> answer(Call call) {
        engine.addTags(call.resource(), call.input().dictionary("Tags"));
        return Call.done();
    }
}
