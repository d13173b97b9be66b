package io.millrace.api.kinesis;

import io.millrace.wire.Structure;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/// One operation of the API. Its name is the name of its class.
interface Operation {
    /// What it takes.
    Structure input();

    /// Answers a call whose types and constraints are right.
    ///
    /// Refusals are {@link io.millrace.stream.StreamException} and {@link Refusal}, thrown or in
    /// the stage.
    ///
    /// @return the body of the answer in the format of the call; empty for operations without
    ///   output
    CompletionStage<ByteBuffer> answer(Call call);

    /// As in `X-Amz-Target`, without the service.
    default String name() {
        return getClass().getSimpleName();
    }
}
