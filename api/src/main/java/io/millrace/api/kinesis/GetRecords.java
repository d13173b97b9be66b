package io.millrace.api.kinesis;

import io.millrace.auth.Caller;
import io.millrace.stream.RecordPage;
import io.millrace.stream.RecordView;
import io.millrace.stream.StreamEngine;
import io.millrace.stream.StreamKey;
import io.millrace.wire.Format;
import io.millrace.wire.Output;
import io.millrace.wire.Shape;
import io.millrace.wire.Structure;
import io.millrace.wire.Values;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// GetRecords: the records that follow a position.
final class GetRecords implements Operation {
    private static final int DEFAULT_LIMIT = 10_000;

    /// What a record takes beside its data and its key: names, number and instant.
    private static final int RECORD_BYTES = 176;

    /// What a page takes beside its records: two iterators' worth, and room for child shards.
    private static final int PAGE_BYTES = 2048;

    private static final Structure INPUT =
            StreamAddress.byArn(
                            Structure.of("GetRecordsInput")
                                    .optional("Limit", ModelShapes.PAGE_SIZE)
                                    .required("ShardIterator", ModelShapes.SHARD_ITERATOR))
                    .optional("DryRun", Shape.flag());

    private final StreamEngine engine;

    GetRecords(StreamEngine engine) {
        this.engine = engine;
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public CompletionStage<ByteBuffer> answer(Call call) {
        Caller caller = call.caller();
        Values input = call.input();
        boolean dryRun = input.flag("DryRun");
        StreamKey named = StreamAddress.fromArn(caller, input);
        RecordPage page =
                engine.getRecords(
                        caller.account(),
                        caller.region(),
                        input.text("ShardIterator"),
                        dryRun ? 1 : input.integerOr("Limit", DEFAULT_LIMIT));
        if (named != null && !named.equals(page.stream())) {
            throw Refusal.invalidArgument("Invalid ShardIterator.");
        }
        if (dryRun) {
            throw Refusal.dryRun();
        }
        Output output = call.reply(expectedBytes(page.records(), call.format()));
        output.name("Records").beginList();
        for (RecordView entry : page.records()) {
            write(output, entry);
        }
        output.endList();
        String nextIterator = page.nextIterator();
        if (nextIterator != null) {
            output.text("NextShardIterator", nextIterator);
        }
        output.number("MillisBehindLatest", page.millisBehindLatest());
        if (!page.childShards().isEmpty()) {
            Members.childShards(output, page.childShards());
        }
        return Call.done(output);
    }

    private static void write(Output output, RecordView entry) {
        output.beginStructure()
                .text("SequenceNumber", entry.sequenceNumber())
                .moment("ApproximateArrivalTimestamp", entry.arrivalMillis())
                .bytes("Data", entry.array(), entry.dataOffset(), entry.dataLength());
        if (entry.hasPartitionKey()) {
            output.name("PartitionKey")
                    .text(entry.array(), entry.partitionKeyOffset(), entry.partitionKeyLength());
        }
        output.endStructure();
    }

    private static int expectedBytes(List<RecordView> records, Format format) {
        long data = 0;
        long other = PAGE_BYTES;
        for (RecordView entry : records) {
            data += entry.dataLength();
            other += RECORD_BYTES + entry.partitionKeyLength();
        }
        long encoded =
                switch (format) {
                    case JSON -> data / 3 * 4 + 4L * records.size();
                    case CBOR -> data;
                };
        return (int) Math.min(Integer.MAX_VALUE / 2, encoded + other);
    }
}
