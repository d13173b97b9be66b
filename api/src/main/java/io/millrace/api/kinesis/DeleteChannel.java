package io.millrace.api.kinesis;

import io.millrace.wire.Structure;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/// DeleteChannel: there are no channels to delete yet.
final class DeleteChannel implements Operation {
    private static final Structure INPUT =
            Structure.of("DeleteChannelInput").required("ChannelARN", ChannelShapes.CHANNEL_ARN);

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public CompletionStage<ByteBuffer> answer(Call call) {
        throw ResourceAddress.noChannel(call.input().text("ChannelARN"));
    }
}
