package io.millrace.api.kinesis;

import io.millrace.stream.ResourceKey;
import io.millrace.stream.StreamEngine;
import io.millrace.wire.Output;
import io.millrace.wire.Shape;
import io.millrace.wire.Structure;
import java.nio.ByteBuffer;
import java.util.SortedMap;
import java.util.concurrent.CompletionStage;

/// ListTagsForStream: a page of the tags of a stream, by key.
final class ListTagsForStream implements Operation {
    /// As many as a stream may have.
    private static final int DEFAULT_LIMIT = 50;

    private static final Structure INPUT =
            StreamAddress.byNameOrArn(
                    Structure.of("ListTagsForStreamInput")
                            .optional("Limit", Shape.integer(1, 50))
                            .optional("ExclusiveStartTagKey", ModelShapes.TAG_KEY));

    private final StreamEngine engine;

    ListTagsForStream(StreamEngine engine) {
        this.engine = engine;
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public CompletionStage<ByteBuffer> answer(Call call) {
        SortedMap<String, String> tags = engine.tags(ResourceKey.of(call.stream()));
        String start = call.input().textOrNull("ExclusiveStartTagKey");
        if (start != null) {
            // The key itself is left out: what follows it begins with the least text above it.
            tags = tags.tailMap(start + "\0");
        }
        int limit = call.input().integerOr("Limit", DEFAULT_LIMIT);
        Output output = call.reply(Members.tagBytes(tags));
        Members.tags(output, tags, limit);
        return Call.done(output.flag("HasMoreTags", tags.size() > limit));
    }
}
