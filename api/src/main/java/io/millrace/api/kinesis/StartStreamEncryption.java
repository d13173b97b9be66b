package io.millrace.api.kinesis;

import io.millrace.stream.StreamEngine;
import io.millrace.stream.StreamKey;
import io.millrace.wire.Structure;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/// StartStreamEncryption: has the records to come encrypted with a key.
final class StartStreamEncryption implements Operation {
    private static final Structure INPUT = Encryption.input("StartStreamEncryptionInput");

    private final StreamEngine engine;

    StartStreamEncryption(StreamEngine engine) {
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
        engine.encrypt(stream, Encryption.keyId(engine, stream, call.input()));
        return Call.done();
    }
}
