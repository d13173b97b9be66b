package io.millrace.api.kinesis;

import io.millrace.stream.StreamEngine;
import io.millrace.wire.Structure;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/// UntagResource: removes tags of a stream or a consumer by their keys; keys it does not have are
/// ignored.
final class UntagResource implements Operation {
    private static final Structure INPUT =
            ResourceAddress.byArn(
                    Structure.of("UntagResourceInput").required("TagKeys", ModelShapes.TAG_KEYS));

    private final StreamEngine engine;

    UntagResource(StreamEngine engine) {
        this.engine = engine;
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public CompletionStage<ByteBuffer> answer(Call call) {
        engine.removeTags(call.resource(), call.input().texts("TagKeys"));
        return Call.done();
    }
}
