package io.millrace.api.kinesis;

import io.millrace.auth.Caller;
import io.millrace.stream.RecordPage;
import io.millrace.stream.StreamEngine;
import io.millrace.stream.StreamKey;
import io.millrace.wire.Output;
import io.millrace.wire.Shape;
import io.millrace.wire.Structure;
import io.millrace.wire.Values;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// GetRecords: the records that follow a position.
final class GetRecords implements Operation {
    private static final int DEFAULT_LIMIT = 10_000;

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
        String iterator = input.text("ShardIterator");
        StreamKey named = StreamAddress.fromArn(caller, input);
        if (input.flag("DryRun")) {
            requireSame(named, engine.checkRead(caller.account(), caller.region(), iterator));
            throw Refusal.dryRun();
        }
        RecordPage page =
                engine.getRecords(
                        caller.account(),
                        caller.region(),
                        iterator,
                        input.integerOr("Limit", DEFAULT_LIMIT));
        requireSame(named, page.stream());
        Output output = call.reply(RecordMembers.expectedBytes(page.records(), call.format()));
        RecordMembers.write(output, page.records());
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

    private static void requireSame(@Nullable StreamKey named, StreamKey read) {
        if (named != null && !named.equals(read)) {
            throw Refusal.invalidArgument("Invalid ShardIterator.");
        }
    }
}
