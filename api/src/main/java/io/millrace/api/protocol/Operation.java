package io.millrace.api.protocol;

import io.millrace.auth.Caller;
import io.millrace.wire.Output;
import io.millrace.wire.Structure;
import io.millrace.wire.Values;

/// One operation of a service. Its name is the name of its class.
public interface Operation {
    /// What it takes. Members whose absence the service words by itself are optional here.
    Structure input();

    /// Answers a call whose types and constraints are right.
    ///
    /// @param output within the structure of the answer
    /// @throws Refused if the call is wrong nevertheless
    void answer(Caller caller, Values input, Output output);

    /// Whether the service model gives its answer a structure; if not, success has no body.
    default boolean hasOutput() {
        return true;
    }

    /// As on the wire.
    default String name() {
        return getClass().getSimpleName();
    }
}
