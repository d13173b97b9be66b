package io.millrace.api.kinesis;

import io.millrace.stream.ConsumerView;
import io.millrace.stream.StreamEngine;
import io.millrace.wire.Output;
import io.millrace.wire.Structure;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/// RegisterStreamConsumer: gives a program its own reading speed on a stream.
final class RegisterStreamConsumer implements Operation {
    private static final Structure INPUT =
            StreamAddress.requiredArn(
                    Structure.of("RegisterStreamConsumerInput")
                            .required("ConsumerName", ModelShapes.CONSUMER_NAME)
                            .optional("Tags", ModelShapes.TAG_MAP));

    private final StreamEngine engine;

    RegisterStreamConsumer(StreamEngine engine) {
        this.engine = engine;
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public CompletionStage<ByteBuffer> answer(Call call) {
        ConsumerView consumer =
                engine.registerConsumer(
                        call.streamByArn(),
                        call.input().text("ConsumerName"),
                        call.input().dictionary("Tags"));
        Output output = call.reply();
        output.name("Consumer").beginStructure();
        Members.consumer(output, consumer);
        return Call.done(output.endStructure());
    }
}
