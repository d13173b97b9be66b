package io.millrace.api.kinesis;

import io.millrace.auth.Caller;
import io.millrace.stream.ConsumerPage;
import io.millrace.stream.ConsumerView;
import io.millrace.stream.StreamEngine;
import io.millrace.stream.StreamKey;
import io.millrace.wire.Output;
import io.millrace.wire.Shape;
import io.millrace.wire.Structure;
import io.millrace.wire.Values;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/// ListStreamConsumers: a page of the consumers of a stream, by name. Unlike the other listings its
/// token comes with the stream's ARN, not alone.
final class ListStreamConsumers implements Operation {
    private static final int DEFAULT_RESULTS = 100;

    /// A consumer takes some 400 bytes.
    private static final int CONSUMER_BYTES = 400;

    private static final Structure INPUT =
            StreamAddress.requiredArn(
                    Structure.of("ListStreamConsumersInput")
                            .optional("NextToken", ModelShapes.NEXT_TOKEN)
                            .optional("MaxResults", ModelShapes.PAGE_SIZE)
                            .optional("StreamCreationTimestamp", Shape.moment()));

    private final StreamEngine engine;

    ListStreamConsumers(StreamEngine engine) {
        this.engine = engine;
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public CompletionStage<ByteBuffer> answer(Call call) {
        ConsumerPage page = page(call);
        Output output = call.reply((page.consumers().size() + 2) * CONSUMER_BYTES);
        output.name("Consumers").beginList();
        for (ConsumerView consumer : page.consumers()) {
            output.beginStructure();
            Members.consumer(output, consumer);
            output.endStructure();
        }
        output.endList();
        String nextToken = page.nextToken();
        if (nextToken != null) {
            output.text("NextToken", nextToken);
        }
        return Call.done(output);
    }

    private ConsumerPage page(Call call) {
        Values input = call.input();
        StreamKey stream = call.streamByArn();
        int maxResults = input.integerOr("MaxResults", DEFAULT_RESULTS);
        String token = input.textOrNull("NextToken");
        if (token == null) {
            return engine.listConsumers(
                    stream, input.numberOrNull("StreamCreationTimestamp"), maxResults);
        }
        if (input.has("StreamCreationTimestamp")) {
            throw Refusal.notWithToken("StreamCreationTimestamp");
        }
        Caller caller = call.caller();
        return engine.listConsumersOn(caller.account(), caller.region(), stream, token, maxResults);
    }
}
