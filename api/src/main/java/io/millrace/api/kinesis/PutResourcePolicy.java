package io.millrace.api.kinesis;

import io.millrace.stream.ResourceKey;
import io.millrace.stream.StreamEngine;
import io.millrace.wire.Decoded;
import io.millrace.wire.Format;
import io.millrace.wire.Shape;
import io.millrace.wire.Structure;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;

/// PutResourcePolicy: replaces the policy of a stream or a consumer.
final class PutResourcePolicy implements Operation {
    private static final Structure NOTHING = Structure.of("Nothing");

    private static final Structure INPUT =
            Structure.of("PutResourcePolicyInput")
                    .required("ResourceARN", ModelShapes.RESOURCE_ARN)
                    .required("Policy", Shape.text())
                    .optional("StreamId", ModelShapes.STREAM_ID);

    private final StreamEngine engine;

    PutResourcePolicy(StreamEngine engine) {
        this.engine = engine;
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public CompletionStage<ByteBuffer> answer(Call call) {
        ResourceKey resource = call.resource();
        String policy = call.input().text("Policy");
        requireDocument(policy);
        engine.putPolicy(resource, policy);
        return Call.done();
    }

    /// What a policy means is not looked at here, but that it is JSON.
    private static void requireDocument(String policy) {
        byte[] utf8 = policy.getBytes(StandardCharsets.UTF_8);
        if (Format.JSON.decode(NOTHING, utf8) instanceof Decoded.Malformed) {
            throw Refusal.invalidArgument("Policy is not a valid JSON policy document.");
        }
    }
}
