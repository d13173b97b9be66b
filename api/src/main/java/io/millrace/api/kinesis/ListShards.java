package io.millrace.api.kinesis;

import io.millrace.stream.ShardFilter;
import io.millrace.stream.ShardPage;
import io.millrace.stream.ShardQuery;
import io.millrace.stream.StreamEngine;
import io.millrace.wire.Output;
import io.millrace.wire.Shape;
import io.millrace.wire.Structure;
import io.millrace.wire.Values;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// ListShards: a page of the shards of a stream. A token stands for all that the first call named,
/// so nothing of that may come with it.
final class ListShards implements Operation {
    private static final int DEFAULT_RESULTS = 1000;

    /// A shard takes some 400 bytes.
    private static final int SHARD_BYTES = 400;

    private static final String[] NOT_WITH_TOKEN = {
        "StreamName", "StreamARN", "ExclusiveStartShardId", "StreamCreationTimestamp", "ShardFilter"
    };

    private static final Structure INPUT =
            StreamAddress.byNameOrArn(
                    Structure.of("ListShardsInput")
                            .optional("NextToken", ModelShapes.NEXT_TOKEN)
                            .optional("ExclusiveStartShardId", ModelShapes.SHARD_ID)
                            .optional("MaxResults", ModelShapes.PAGE_SIZE)
                            .optional("StreamCreationTimestamp", Shape.moment())
                            .optional("ShardFilter", ModelShapes.SHARD_FILTER));

    private final StreamEngine engine;

    ListShards(StreamEngine engine) {
        this.engine = engine;
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public CompletionStage<ByteBuffer> answer(Call call) {
        ShardPage page = page(call);
        Output output = call.reply((page.shards().size() + 2) * SHARD_BYTES);
        Members.shards(output, page.shards());
        String nextToken = page.nextToken();
        if (nextToken != null) {
            output.text("NextToken", nextToken);
        }
        return Call.done(output);
    }

    private ShardPage page(Call call) {
        Values input = call.input();
        int maxResults = input.integerOr("MaxResults", DEFAULT_RESULTS);
        String token = input.textOrNull("NextToken");
        if (token != null) {
            for (String member : NOT_WITH_TOKEN) {
                if (input.has(member)) {
                    throw Refusal.notWithToken(member);
                }
            }
            return engine.listShardsOn(
                    call.caller().account(), call.caller().region(), token, maxResults);
        }
        if (!input.has("StreamName") && !input.has("StreamARN")) {
            throw Refusal.invalidArgument("Either NextToken or StreamName should be provided.");
        }
        return engine.listShards(
                new ShardQuery(
                        call.stream(),
                        input.textOrNull("ExclusiveStartShardId"),
                        maxResults,
                        input.numberOrNull("StreamCreationTimestamp"),
                        filter(input.structureOrNull("ShardFilter"))));
    }

    private static @Nullable ShardFilter filter(@Nullable Values filter) {
        return filter == null
                ? null
                : new ShardFilter(
                        ShardFilter.Type.valueOf(filter.text("Type")),
                        filter.textOrNull("ShardId"),
                        filter.numberOrNull("Timestamp"));
    }
}
