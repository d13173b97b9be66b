package io.millrace.api.kinesis;

import io.millrace.stream.StreamEngine;
import io.millrace.wire.Structure;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/// DeleteResourcePolicy: removes the policy of a stream or a consumer.
final class DeleteResourcePolicy implements Operation {
    private static final Structure INPUT =
            ResourceAddress.byArn(Structure.of("DeleteResourcePolicyInput"));

    private final StreamEngine engine;

    DeleteResourcePolicy(StreamEngine engine) {
        this.engine = engine;
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public CompletionStage<ByteBuffer> answer(Call call) {
        engine.deletePolicy(call.resource());
        return Call.done();
    }
}
