package io.millrace.api.kinesis;

import io.millrace.stream.IteratorQuery;
import io.millrace.stream.IteratorType;
import io.millrace.stream.StreamEngine;
import io.millrace.wire.Shape;
import io.millrace.wire.Structure;
import io.millrace.wire.Values;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/// GetShardIterator: a position to read a shard from.
final class GetShardIterator implements Operation {
    private static final Structure INPUT =
            StreamAddress.byNameOrArn(
                            Structure.of("GetShardIteratorInput")
                                    .required("ShardId", ModelShapes.SHARD_ID)
                                    .required("ShardIteratorType", ModelShapes.SHARD_ITERATOR_TYPE)
                                    .optional(
                                            "StartingSequenceNumber", ModelShapes.SEQUENCE_NUMBER))
                    .optional("Timestamp", Shape.moment())
                    .optional("DryRun", Shape.flag());

    private final StreamEngine engine;

    GetShardIterator(StreamEngine engine) {
        this.engine = engine;
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public CompletionStage<ByteBuffer> answer(Call call) {
        Values input = call.input();
        String iterator =
                engine.shardIterator(
                        new IteratorQuery(
                                call.stream(),
                                input.text("ShardId"),
                                IteratorType.valueOf(input.text("ShardIteratorType")),
                                input.textOrNull("StartingSequenceNumber"),
                                input.numberOrNull("Timestamp")));
        if (input.flag("DryRun")) {
            throw Refusal.dryRun();
        }
        return Call.done(call.reply().text("ShardIterator", iterator));
    }
}
