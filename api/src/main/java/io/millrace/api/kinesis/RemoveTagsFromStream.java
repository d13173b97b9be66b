package io.millrace.api.kinesis;

import io.millrace.stream.ResourceKey;
import io.millrace.stream.StreamEngine;
import io.millrace.wire.Structure;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/// RemoveTagsFromStream: removes tags of a stream by their keys; keys it does not have are ignored.
final class RemoveTagsFromStream implements Operation {
    private static final Structure INPUT =
            StreamAddress.byNameOrArn(
                    Structure.of("RemoveTagsFromStreamInput")
                            .required("TagKeys", ModelShapes.TAG_KEYS));

    private final StreamEngine engine;

    RemoveTagsFromStream(StreamEngine engine) {
        this.engine = engine;
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public CompletionStage<ByteBuffer> answer(Call call) {
        engine.removeTags(ResourceKey.of(call.stream()), call.input().texts("TagKeys"));
        return Call.done();
    }
}
