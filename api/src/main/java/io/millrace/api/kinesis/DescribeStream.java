package io.millrace.api.kinesis;

import io.millrace.stream.StreamDescription;
import io.millrace.stream.StreamEngine;
import io.millrace.wire.Output;
import io.millrace.wire.Structure;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/// DescribeStream: a stream with a page of its shards.
final class DescribeStream implements Operation {
    private static final int DEFAULT_LIMIT = 100;

    /// A shard takes some 400 bytes.
    private static final int SHARD_BYTES = 400;

    private static final Structure INPUT =
            StreamAddress.byNameOrArn(
                    Structure.of("DescribeStreamInput")
                            .optional("Limit", ModelShapes.PAGE_SIZE)
                            .optional("ExclusiveStartShardId", ModelShapes.SHARD_ID));

    private final StreamEngine engine;

    DescribeStream(StreamEngine engine) {
        this.engine = engine;
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public CompletionStage<ByteBuffer> answer(Call call) {
        StreamDescription description =
                engine.describe(
                        call.stream(),
                        call.input().textOrNull("ExclusiveStartShardId"),
                        call.input().integerOr("Limit", DEFAULT_LIMIT));
        Output output = call.reply((description.shards().size() + 2) * SHARD_BYTES);
        output.name("StreamDescription").beginStructure();
        Members.stream(output, description.stream());
        Members.shards(output, description.shards());
        output.flag("HasMoreShards", description.hasMoreShards());
        Members.settings(output, description.stream());
        return Call.done(output.endStructure());
    }
}
