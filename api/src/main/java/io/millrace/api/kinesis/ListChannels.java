package io.millrace.api.kinesis;

import io.millrace.wire.Structure;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/// ListChannels: an account without channels has an empty list of them, whatever the filter.
final class ListChannels implements Operation {
    private static final Structure INPUT =
            Structure.of("ListChannelsInput")
                    .optional("StreamFilter", ChannelShapes.STREAM_FILTER)
                    .optional("MaxResults", ModelShapes.PAGE_SIZE)
                    .optional("NextToken", ModelShapes.NEXT_TOKEN);

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public CompletionStage<ByteBuffer> answer(Call call) {
        if (call.input().has("NextToken")) {
            // No page ever had another one behind it.
            throw Refusal.invalidArgument("Invalid NextToken.");
        }
        return Call.done(call.reply().name("ChannelSummaries").beginList().endList());
    }
}
