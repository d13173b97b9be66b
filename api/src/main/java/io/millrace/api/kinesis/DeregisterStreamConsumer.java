package io.millrace.api.kinesis;

import io.millrace.stream.StreamEngine;
import io.millrace.wire.Structure;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/// DeregisterStreamConsumer: takes a consumer off its stream and ends its subscriptions.
final class DeregisterStreamConsumer implements Operation {
    private static final Structure INPUT =
            ConsumerAddress.with(Structure.of("DeregisterStreamConsumerInput"));

    private final StreamEngine engine;

    DeregisterStreamConsumer(StreamEngine engine) {
        this.engine = engine;
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public CompletionStage<ByteBuffer> answer(Call call) {
        ConsumerAddress address = ConsumerAddress.require(call.caller(), call.input());
        engine.deregisterConsumer(address.stream(), address.consumer());
        return Call.done();
    }
}
