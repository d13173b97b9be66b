package io.millrace.api.kinesis;

import io.millrace.auth.Caller;
import io.millrace.stream.StreamEngine;
import io.millrace.stream.StreamPage;
import io.millrace.stream.StreamView;
import io.millrace.wire.Output;
import io.millrace.wire.Structure;
import io.millrace.wire.Values;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/// ListStreams: a page of the caller's streams, by name.
final class ListStreams implements Operation {
    private static final int DEFAULT_LIMIT = 100;

    /// A stream takes some 400 bytes, its name twice.
    private static final int STREAM_BYTES = 400;

    private static final Structure INPUT =
            Structure.of("ListStreamsInput")
                    .optional("Limit", ModelShapes.PAGE_SIZE)
                    .optional("ExclusiveStartStreamName", ModelShapes.STREAM_NAME)
                    .optional("NextToken", ModelShapes.NEXT_TOKEN);

    private final StreamEngine engine;

    ListStreams(StreamEngine engine) {
        this.engine = engine;
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public CompletionStage<ByteBuffer> answer(Call call) {
        StreamPage page = page(call.caller(), call.input());
        Output output = call.reply((page.streams().size() + 2) * STREAM_BYTES);
        output.name("StreamNames").beginList();
        page.streams().forEach(stream -> output.text(stream.key().name()));
        output.endList().flag("HasMoreStreams", page.hasMoreStreams());
        String nextToken = page.nextToken();
        if (nextToken != null) {
            output.text("NextToken", nextToken);
        }
        output.name("StreamSummaries").beginList();
        for (StreamView stream : page.streams()) {
            output.beginStructure();
            Members.stream(output, stream);
            output.endStructure();
        }
        return Call.done(output.endList());
    }

    private StreamPage page(Caller caller, Values input) {
        int limit = input.integerOr("Limit", DEFAULT_LIMIT);
        String token = input.textOrNull("NextToken");
        if (token != null) {
            return engine.listStreamsOn(caller.account(), caller.region(), token, limit);
        }
        String start = input.textOrNull("ExclusiveStartStreamName");
        return engine.listStreams(caller.account(), caller.region(), start, limit);
    }
}
