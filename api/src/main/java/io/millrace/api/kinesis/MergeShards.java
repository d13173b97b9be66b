package io.millrace.api.kinesis;

import io.millrace.stream.StreamEngine;
import io.millrace.wire.Structure;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/// MergeShards: closes two neighbouring shards and opens one in their place.
final class MergeShards implements Operation {
    private static final Structure INPUT =
            StreamAddress.byNameOrArn(
                    Structure.of("MergeShardsInput")
                            .required("ShardToMerge", ModelShapes.SHARD_ID)
                            .required("AdjacentShardToMerge", ModelShapes.SHARD_ID));

    private final StreamEngine engine;

    MergeShards(StreamEngine engine) {
        this.engine = engine;
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public CompletionStage<ByteBuffer> answer(Call call) {
        engine.mergeShards(
                call.stream(),
                call.input().text("ShardToMerge"),
                call.input().text("AdjacentShardToMerge"));
        return Call.done();
    }
}
