package io.millrace.cli.copy;

import io.millrace.cli.client.Persistence;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/// What is copied, where to, and until when.
///
/// @param follow whether to go on with new records
/// @param startNanos when the copy began; without `follow` it ends with what was there by then
record CopyPlan(
        KinesisClient source,
        String fromStream,
        KinesisClient target,
        String toStream,
        Persistence persistence,
        boolean follow,
        long startNanos) {}
