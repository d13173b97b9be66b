package io.millrace.api.kinesis;

import io.millrace.stream.AccountLimits;
import io.millrace.stream.StreamEngine;
import io.millrace.wire.Structure;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/// DescribeLimits: how many shards and streams an account has and may have.
final class DescribeLimits implements Operation {
    /// One to each kind of store.
    private static final int CHANNELS_PER_STREAM = 2;

    private static final Structure INPUT = Structure.of("DescribeLimitsInput");

    private final StreamEngine engine;

    DescribeLimits(StreamEngine engine) {
        this.engine = engine;
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public CompletionStage<ByteBuffer> answer(Call call) {
        AccountLimits limits = engine.limits(call.caller().account(), call.caller().region());
        return Call.done(
                call.reply()
                        .number("ShardLimit", limits.shardLimit())
                        .number("OpenShardCount", limits.openShards())
                        .number("OnDemandStreamCount", limits.onDemandStreams())
                        .number("OnDemandStreamCountLimit", limits.onDemandStreamLimit())
                        .number("ChannelCount", 0)
                        .number(
                                "ChannelCountLimit",
                                (long) limits.onDemandStreamLimit() * CHANNELS_PER_STREAM));
    }
}
