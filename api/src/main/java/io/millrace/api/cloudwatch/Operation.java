package io.millrace.api.cloudwatch;

import io.millrace.auth.Caller;
import io.millrace.wire.Output;
import io.millrace.wire.Structure;
import io.millrace.wire.Values;

/// One operation of CloudWatch. Its name is the name of its class.
interface Operation {
    /// What it takes. Members whose absence the service words by itself are optional here.
    Structure input();

    /// Answers a call whose types and constraints are right.
    ///
    /// @param output within the structure of the answer
    /// @throws Refusal if the call is wrong nevertheless
    void answer(Caller caller, Values input, Output output);

    /// As on the wire.
    default String name() {
        return getClass().getSimpleName();
    }
}
