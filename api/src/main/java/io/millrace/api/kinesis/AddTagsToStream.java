package io.millrace.api.kinesis;

import io.millrace.stream.ResourceKey;
import io.millrace.stream.StreamEngine;
import io.millrace.wire.Structure;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/// AddTagsToStream: sets tags of a stream.
final class AddTagsToStream implements Operation {
    private static final Structure INPUT =
            StreamAddress.byNameOrArn(
                    Structure.of("AddTagsToStreamInput").required("Tags", ModelShapes.TAG_MAP));

    private final StreamEngine engine;

    AddTagsToStream(StreamEngine engine) {
        this.engine = engine;
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public CompletionStage<ByteBuffer> answer(Call call) {
        engine.addTags(ResourceKey.of(call.stream()), call.input().dictionary("Tags"));
        return Call.done();
    }
}
