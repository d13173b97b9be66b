package io.millrace.api.kinesis;

import io.millrace.stream.StreamEngine;
import io.millrace.stream.StreamMode;
import io.millrace.stream.StreamView;
import io.millrace.wire.Output;
import io.millrace.wire.Structure;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/// DescribeStreamSummary: a stream without its shards.
///
/// `StreamId` is never sent: clients that see one send what follows to AWS itself.
final class DescribeStreamSummary implements Operation {
    private static final Structure INPUT =
            StreamAddress.byNameOrArn(Structure.of("DescribeStreamSummaryInput"));

    private final StreamEngine engine;

    DescribeStreamSummary(StreamEngine engine) {
        this.engine = engine;
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public CompletionStage<ByteBuffer> answer(Call call) {
        StreamView stream = engine.describe(call.stream());
        Output output = call.reply();
        output.name("StreamDescriptionSummary").beginStructure();
        Members.stream(output, stream);
        Members.settings(output, stream);
        output.number("OpenShardCount", stream.openShards())
                .number("ConsumerCount", 0)
                .number("MaxRecordSizeInKiB", stream.maxRecordKib());
        if (stream.mode() == StreamMode.ON_DEMAND) {
            output.text("RecordDistributionStrategy", "USER_PARTITION_KEY");
        }
        return Call.done(output.endStructure());
    }
}
