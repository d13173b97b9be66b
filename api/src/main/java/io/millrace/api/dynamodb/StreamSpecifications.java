package io.millrace.api.dynamodb;

import io.millrace.wire.Values;

/// What tables cannot do here: tell of their changes in a stream.
final class StreamSpecifications {
    private StreamSpecifications() {}

    /// @throws Refusal if a stream of changes is asked for
    static void refuse(Values input) {
        Values specification = input.structureOrNull("StreamSpecification");
        if (specification != null && specification.flag("StreamEnabled")) {
            throw Refusal.validation(
                    "This server has no DynamoDB Streams: StreamSpecification.StreamEnabled must be"
                            + " false or absent.");
        }
    }
}
