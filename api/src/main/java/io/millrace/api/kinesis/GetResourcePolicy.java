package io.millrace.api.kinesis;

import io.millrace.stream.StreamEngine;
import io.millrace.wire.Structure;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/// GetResourcePolicy: the policy of a stream or a consumer, `{}` without one.
final class GetResourcePolicy implements Operation {
    private static final Structure INPUT =
            ResourceAddress.byArn(Structure.of("GetResourcePolicyInput"));

    private final StreamEngine engine;

    GetResourcePolicy(StreamEngine engine) {
        this.engine = engine;
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public CompletionStage<ByteBuffer> answer(Call call) {
        return Call.done(call.reply().text("Policy", engine.policy(call.resource())));
    }
}
