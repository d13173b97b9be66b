package io.millrace.cli.tail;

import io.millrace.cli.client.Persistence;
import java.time.Instant;

/// What a `tail` is to do.
///
/// @param stream name of the stream
/// @param start where each shard that exists at the beginning is read from
/// @param untilCaughtUp whether to end once every shard was read to its tip
/// @param pollNanos how long to wait after an empty page
/// @param pause waits
/// @param began when the command began
record TailPlan(
        String stream,
        Start start,
        boolean untilCaughtUp,
        long pollNanos,
        Persistence.Pause pause,
        Instant began) {}
