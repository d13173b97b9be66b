package io.millrace.stream;

import io.millrace.log.ShardRef;

/// What there is at most one subscription of: a consumer and a shard.
record SubscriptionKey(ShardRef log, StreamKey stream, ConsumerName consumer) {
    /// As AWS names it in errors.
    StreamException taken() {
        return FanOutRefusals.subscribed(stream, ShardIds.of(log.shard()), consumer).toException();
    }
}
