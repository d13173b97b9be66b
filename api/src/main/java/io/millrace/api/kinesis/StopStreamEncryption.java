package io.millrace.api.kinesis;

import io.millrace.stream.StreamEngine;
import io.millrace.stream.StreamKey;
import io.millrace.wire.Structure;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/// StopStreamEncryption: has the records to come not encrypted any more.
final class StopStreamEncryption implements Operation {
    private static final Structure INPUT = Encryption.input("StopStreamEncryptionInput");

    private final StreamEngine engine;

    StopStreamEncryption(StreamEngine engine) {
        this.engine = engine;
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public CompletionStage<ByteBuffer> answer(Call call) {
        StreamKey stream = call.stream();
        Encryption.requireType(call.input());
        // The model has no errors of keys here: the key is asked for and not looked at.
        engine.decrypt(stream, call.input().text("KeyId"));
        return Call.done();
    }
}
