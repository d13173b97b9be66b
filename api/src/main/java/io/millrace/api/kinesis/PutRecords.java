package io.millrace.api.kinesis;

import io.millrace.stream.PutEntry;
import io.millrace.stream.PutResult;
import io.millrace.stream.StreamEngine;
import io.millrace.stream.StreamKey;
import io.millrace.wire.Output;
import io.millrace.wire.Shape;
import io.millrace.wire.Structure;
import io.millrace.wire.Values;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/// PutRecords: stores up to 500 records; each fares by itself.
final class PutRecords implements Operation {
    /// A result takes some 130 bytes.
    private static final int RESULT_BYTES = 136;

    private static final Structure ENTRY =
            Structure.of("PutRecordsRequestEntry")
                    .optional("PartitionKey", ModelShapes.PARTITION_KEY)
                    .optional("ExplicitHashKey", ModelShapes.HASH_KEY)
                    .required("Data", ModelShapes.DATA);

    private static final Structure INPUT =
            StreamAddress.byNameOrArn(
                            Structure.of("PutRecordsInput")
                                    .required("Records", Shape.list(ENTRY, 1, 500)))
                    .optional("DryRun", Shape.flag());

    private final StreamEngine engine;
    private final Executor encoders;

    PutRecords(StreamEngine engine, Executor encoders) {
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
        List<Values> records = call.input().structures("Records");
        List<PutEntry> entries = new ArrayList<>(records.size());
        for (Values values : records) {
            entries.add(PutRecord.entry(values));
        }
        if (call.input().flag("DryRun")) {
            engine.checkPut(stream, entries);
            throw Refusal.dryRun();
        }
        return engine.putRecords(stream, entries)
                .thenApplyAsync(results -> encode(call, results), encoders);
    }

    private static ByteBuffer encode(Call call, List<PutResult> results) {
        int failed = 0;
        boolean encrypted = false;
        for (PutResult result : results) {
            switch (result) {
                case PutResult.Stored stored -> encrypted |= stored.isEncrypted();
                case PutResult.Failed _ -> failed++;
            }
        }
        Output output = call.reply((results.size() + 1) * RESULT_BYTES);
        output.number("FailedRecordCount", failed).name("Records").beginList();
        for (PutResult result : results) {
            output.beginStructure();
            switch (result) {
                case PutResult.Stored stored ->
                        output.text("SequenceNumber", stored.sequenceNumber())
                                .text("ShardId", stored.shardId());
                case PutResult.Failed refused ->
                        output.text("ErrorCode", refused.error().awsName())
                                .text("ErrorMessage", refused.message());
            }
            output.endStructure();
        }
        output.endList();
        Members.encryption(output, encrypted);
        return output.endStructure().finish();
    }
}
