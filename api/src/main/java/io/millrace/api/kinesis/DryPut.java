package io.millrace.api.kinesis;

import io.millrace.stream.StreamEngine;
import io.millrace.stream.StreamKey;
import io.millrace.stream.StreamStatus;

/// What a put with `DryRun` looks at.
final class DryPut {
    private DryPut() {}

    /// Refuses what a real put would be refused for its stream. Nothing is written.
    static void check(StreamEngine engine, StreamKey stream) {
        if (engine.describe(stream).status() == StreamStatus.CREATING) {
            throw StreamAddress.notFound(stream);
        }
    }
}
