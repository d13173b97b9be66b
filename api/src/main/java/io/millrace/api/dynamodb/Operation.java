package io.millrace.api.dynamodb;

import io.millrace.wire.Output;
import io.millrace.wire.Structure;

/// One operation of DynamoDB. Its name is the name of its class.
interface Operation {
    /// What it takes. Members whose absence the service words by itself are optional here.
    Structure input();

    /// Answers a call whose types and constraints are right.
    ///
    /// @param output within the structure of the answer; what was written is dropped if it throws
    /// @throws Refusal if the call is wrong nevertheless
    /// @throws io.millrace.table.TableException if the engine refuses it
    void answer(Call call, Output output);

    /// Whether there is an answer besides that it is done.
    default boolean hasOutput() {
        return true;
    }

    /// As on the wire.
    default String name() {
        return getClass().getSimpleName();
    }
}
