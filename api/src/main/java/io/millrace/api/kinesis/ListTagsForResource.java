package io.millrace.api.kinesis;

import io.millrace.stream.StreamEngine;
import io.millrace.wire.Output;
import io.millrace.wire.Structure;
import java.nio.ByteBuffer;
import java.util.SortedMap;
import java.util.concurrent.CompletionStage;

/// ListTagsForResource: all tags of a stream or a consumer, by key.
final class ListTagsForResource implements Operation {
    private static final Structure INPUT =
            ResourceAddress.byArn(Structure.of("ListTagsForResourceInput"));

    private final StreamEngine engine;

    ListTagsForResource(StreamEngine engine) {
        this.engine = engine;
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public CompletionStage<ByteBuffer> answer(Call call) {
        SortedMap<String, String> tags = engine.tags(call.resource());
        Output output = call.reply(Members.tagBytes(tags));
        Members.tags(output, tags, tags.size());
        return Call.done(output);
    }
}
