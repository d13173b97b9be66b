package io.millrace.api.kinesis;

import io.millrace.wire.Structure;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/// CreateChannel: understood and refused, since nothing here delivers to a store yet.
final class CreateChannel implements Operation {
    private static final Structure INPUT =
            Structure.of("CreateChannelInput")
                    .required("ChannelName", ChannelShapes.CHANNEL_NAME)
                    .required("ServiceExecutionRoleARN", ChannelShapes.ROLE_ARN)
                    .required("StreamConfigurationList", ChannelShapes.STREAMS)
                    .optional("S3DestinationConfiguration", ChannelShapes.S3_DESTINATION)
                    .optional("S3TablesDestinationConfiguration", ChannelShapes.TABLES_DESTINATION)
                    .optional("EncryptionConfiguration", ChannelShapes.ENCRYPTION)
                    .optional("Tags", ModelShapes.TAG_MAP)
                    .optional("LoggingConfiguration", ChannelShapes.LOGGING);

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public CompletionStage<ByteBuffer> answer(Call call) {
        throw Refusal.invalidArgument("CreateChannel is not supported by this server yet.");
    }
}
