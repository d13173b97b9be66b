package io.millrace.api.kinesis;

import io.millrace.wire.Structure;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/// UpdateChannel: there are no channels to change yet.
final class UpdateChannel implements Operation {
    private static final Structure INPUT =
            Structure.of("UpdateChannelInput")
                    .required("ChannelARN", ChannelShapes.CHANNEL_ARN)
                    .optional(
                            "S3DestinationConfiguration",
                            ChannelShapes.freshness("S3DestinationUpdateInput"))
                    .optional(
                            "S3TablesDestinationConfiguration",
                            ChannelShapes.freshness("S3TablesDestinationUpdateInput"))
                    .optional("LoggingConfiguration", ChannelShapes.LOGGING_UPDATE);

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public CompletionStage<ByteBuffer> answer(Call call) {
        throw ResourceAddress.noChannel(call.input().text("ChannelARN"));
    }
}
