package io.millrace.api.kinesis;

import io.millrace.auth.Caller;
import io.millrace.stream.ResourceKey;
import io.millrace.stream.StreamKey;
import io.millrace.wire.Format;
import io.millrace.wire.Output;
import io.millrace.wire.Values;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// One call of an operation: who calls, with what, and how the answer is to be written.
record Call(Caller caller, Values input, Format format) {
    private static final int SMALL_REPLY_BYTES = 512;

    /// The stream the call names; refused when it names none or two.
    StreamKey stream() {
        return StreamAddress.require(caller, input);
    }

    /// The stream the call names by ARN only.
    StreamKey streamByArn() {
        return StreamAddress.requireArn(caller, input);
    }

    /// The stream or consumer that `ResourceARN` names.
    ResourceKey resource() {
        return ResourceAddress.require(caller, input);
    }

    /// Starts a small answer.
    Output reply() {
        return reply(SMALL_REPLY_BYTES);
    }

    /// Starts an answer.
    ///
    /// @param expectedBytes about how long it will be
    Output reply(int expectedBytes) {
        return format.write(expectedBytes).beginStructure();
    }

    /// Ends an answer.
    static CompletionStage<ByteBuffer> done(Output reply) {
        return CompletableFuture.completedStage(reply.endStructure().finish());
    }

    /// The answer of operations that have nothing to say.
    static CompletionStage<ByteBuffer> done() {
        return CompletableFuture.completedStage(ByteBuffer.allocate(0));
    }
}
