package io.millrace.api.kinesis;

import io.millrace.stream.StreamEngine;
import io.millrace.wire.Structure;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/// SplitShard: closes a shard and opens two in its place.
final class SplitShard implements Operation {
    private static final Structure INPUT =
            StreamAddress.byArn(
                    Structure.of("SplitShardInput")
                            .required("NewStartingHashKey", ModelShapes.HASH_KEY)
                            .optional("StreamName", ModelShapes.STREAM_NAME)
                            .required("ShardToSplit", ModelShapes.SHARD_ID));

    private final StreamEngine engine;

    SplitShard(StreamEngine engine) {
        this.engine = engine;
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public CompletionStage<ByteBuffer> answer(Call call) {
        engine.splitShard(
                call.stream(),
                call.input().text("ShardToSplit"),
                call.input().text("NewStartingHashKey"));
        return Call.done();
    }
}
