package io.millrace.api.kinesis;

import io.millrace.wire.Structure;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/// DescribeChannel: there are no channels to describe yet.
final class DescribeChannel implements Operation {
    private static final Structure INPUT =
            Structure.of("DescribeChannelInput").required("ChannelARN", ChannelShapes.CHANNEL_ARN);

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public CompletionStage<ByteBuffer> answer(Call call) {
        throw ResourceAddress.noChannel(call.input().text("ChannelARN"));
    }
}
