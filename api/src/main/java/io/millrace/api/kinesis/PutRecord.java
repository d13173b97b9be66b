package io.millrace.api.kinesis;

import io.millrace.stream.PutEntry;
import io.millrace.stream.PutResult;
import io.millrace.stream.StreamEngine;
import io.millrace.stream.StreamKey;
import io.millrace.wire.Bytes;
import io.millrace.wire.Output;
import io.millrace.wire.Shape;
import io.millrace.wire.Structure;
import io.millrace.wire.Values;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/// PutRecord: stores one record.
final class PutRecord implements Operation {
    private static final Structure INPUT =
            StreamAddress.byNameOrArn(
                            Structure.of("PutRecordInput")
                                    .optional(
                                            "SequenceNumberForOrdering",
                                            ModelShapes.SEQUENCE_NUMBER)
                                    .optional("PartitionKey", ModelShapes.PARTITION_KEY)
                                    .optional("ExplicitHashKey", ModelShapes.HASH_KEY)
                                    .required("Data", ModelShapes.DATA))
                    .optional("DryRun", Shape.flag());

    private final StreamEngine engine;
    private final Executor encoders;

    PutRecord(StreamEngine engine, Executor encoders) {
        this.engine = engine;
        this.encoders = encoders;
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public CompletionStage<ByteBuffer> answer(Call call) {
        StreamKey stream = call.stream();
        Values input = call.input();
        String after = input.textOrNull("SequenceNumberForOrdering");
        if (input.flag("DryRun")) {
            engine.checkPut(stream, entry(input), after);
            throw Refusal.dryRun();
        }
        return engine.putRecord(stream, entry(input), after)
                .thenApplyAsync(stored -> encode(call, stored), encoders);
    }

    /// A record as PutRecord and PutRecords have it.
    static PutEntry entry(Values input) {
        Bytes data = input.bytes("Data");
        return new PutEntry(
                data.array(),
                data.offset(),
                data.length(),
                input.textOrNull("PartitionKey"),
                input.textOrNull("ExplicitHashKey"));
    }

    private static ByteBuffer encode(Call call, PutResult.Stored stored) {
        Output output =
                call.reply(128)
                        .text("ShardId", stored.shardId())
                        .text("SequenceNumber", stored.sequenceNumber());
        Members.encryption(output, stored.isEncrypted());
        return output.endStructure().finish();
    }
}
